import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const awsAuth: Rule = roleRule({
  id: 'aws-auth',
  title: 'Nobody changes who may log in to EKS',
  fix: 'Leave the ConfigMap aws-auth out.',
  tools: ['trivy/KSV-0115'],
  check: (grants) => mayDo(grants.filter(({ names }) => names.includes('aws-auth')), changingVerbs, ['configmaps']) && 'It lets aws-auth be changed',
});
