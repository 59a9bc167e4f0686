import { mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const allResourcesOfNamespace: Rule = roleRule({
  id: 'all-resources-of-namespace',
  title: 'Nobody reaches all resources of a namespace',
  fix: 'Name the resources.',
  tools: ['trivy/KSV-0112'],
  kinds: ['Role'],
  check: (grants) => mayDo(grants, ['create', 'update', 'delete', 'deletecollection', 'impersonate', '*', 'list', 'get'], ['*']) && 'It reaches all resources of its namespace',
});
