import { flagAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostIpc: Rule = podRule({
  id: 'host-ipc',
  title: 'No pod shares memory with the node',
  fix: 'Remove hostIPC.',
  tools: ['kube-linter/host-ipc', 'polaris/hostIPCSet', 'trivy/KSV-0008', 'kubesec/HostIPC'],
  check: ({ spec }) => flagAt(spec, 'hostIPC') === true && 'The pod shares the IPC namespace of the node',
});
