import { flagAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostUsers: Rule = podRule({
  id: 'host-users',
  title: 'Users of pods are not users of the node',
  fix: 'Set hostUsers: false.',
  tools: ['kubesec/HostUsers'],
  off: 'nodes need user namespaces for it (kernel 6.3, a recent runtime), and refuse the pod otherwise',
  check: ({ spec }) => flagAt(spec, 'hostUsers') !== false && 'The pod shares the user numbers of the node',
});
