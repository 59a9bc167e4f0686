import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const bindRoles: Rule = roleRule({
  id: 'bind-roles',
  title: 'Nobody binds roles to others',
  fix: 'Remove "bind", or name the roles.',
  tools: ['trivy/KSV-0051'],
  check: (grants) => mayDo(grants, ['create'], ['rolebindings']) && mayDo(grants.filter(({ names }) => names.includes('*')), ['bind'], ['clusterroles', 'roles']) && 'It may bind any role',
});
