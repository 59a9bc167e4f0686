import { flagAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostPid: Rule = podRule({
  id: 'host-pid',
  title: 'No pod sees the processes of the node',
  fix: 'Remove hostPID.',
  tools: ['kube-linter/host-pid', 'polaris/hostPIDSet', 'trivy/KSV-0010', 'kubesec/HostPID'],
  check: ({ spec }) => flagAt(spec, 'hostPID') === true && 'The pod sees the processes of the node',
});
