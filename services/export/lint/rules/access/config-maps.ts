import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const configMaps: Rule = roleRule({
  id: 'config-maps',
  title: 'Nobody changes ConfigMaps who need not',
  fix: 'Remove the verbs that change.',
  tools: ['trivy/KSV-0049'],
  check: (grants) => mayDo(grants, changingVerbs, ['configmaps']) && 'It lets ConfigMaps be changed',
});
