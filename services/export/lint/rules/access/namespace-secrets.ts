import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const namespaceSecrets: Rule = roleRule({
  id: 'namespace-secrets',
  title: 'Nobody reads all Secrets of a namespace',
  fix: 'Name the Secrets, or mount them.',
  tools: ['trivy/KSV-0113'],
  kinds: ['Role'],
  check: (grants) => mayDo(grants, ['get', 'list', 'watch', ...changingVerbs], ['secrets']) && 'It reaches the Secrets of its namespace',
});
