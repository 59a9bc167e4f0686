import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const bindClusterRoles: Rule = roleRule({
  id: 'bind-cluster-roles',
  title: 'Nobody binds roles in the whole cluster',
  fix: 'Remove "bind", or name the roles.',
  tools: ['trivy/KSV-0052'],
  check: (grants) => mayDo(grants, ['create'], ['clusterrolebindings']) && mayDo(grants.filter(({ names }) => names.includes('*')), ['bind'], ['clusterroles']) && 'It may bind any role in the whole cluster',
});
