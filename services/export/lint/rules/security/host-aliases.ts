import { listAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostAliases: Rule = podRule({
  id: 'host-aliases',
  title: '/etc/hosts is left to the cluster',
  fix: 'Remove hostAliases, and use a Service of type ExternalName.',
  tools: ['trivy/KSV-0007', 'kubesec/HostAliases'],
  check: ({ spec }) => listAt(spec, 'hostAliases').length > 0 && 'The pod writes names of its own into /etc/hosts',
});
