import { flagAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostNetwork: Rule = podRule({
  id: 'host-network',
  title: 'No pod uses the network of the node',
  fix: 'Remove hostNetwork, and publish through a Service.',
  tools: ['kube-linter/host-network', 'polaris/hostNetworkSet', 'trivy/KSV-0009', 'kubesec/HostNetwork'],
  check: ({ spec }) => flagAt(spec, 'hostNetwork') === true && 'The pod uses the network of the node',
});
