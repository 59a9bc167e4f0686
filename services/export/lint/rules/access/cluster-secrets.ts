import { changingVerbs, mayDo } from '../../grants.ts';
import { type Rule, roleRule } from '../../rule.ts';

export const clusterSecrets: Rule = roleRule({
  id: 'cluster-secrets',
  title: 'Nobody reads the Secrets of all namespaces',
  fix: 'Use a Role, and name the Secrets.',
  tools: ['trivy/KSV-0041'],
  kinds: ['ClusterRole'],
  check: (grants) => mayDo(grants, ['get', 'list', 'watch', ...changingVerbs], ['secrets']) && 'It reaches the Secrets of the whole cluster',
});
