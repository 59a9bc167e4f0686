import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const allResources: Rule = roleRule({
  id: 'all-resources',
  title: 'Nobody reaches all resources of the cluster',
  fix: 'Name the resources.',
  tools: ['trivy/KSV-0046'],
  kinds: ['ClusterRole'],
  check: (grants) => mayDo(grants, ['create', 'update', 'delete', 'deletecollection', 'impersonate', '*', 'list', 'get'], ['*']) && 'It reaches all resources',
});
