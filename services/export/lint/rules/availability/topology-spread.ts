import { listAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const topologySpread: Rule = podRule({
  id: 'topology-spread',
  title: 'Pods are spread over zones or nodes',
  fix: 'Add topologySpreadConstraints.',
  tools: ['polaris/topologySpreadConstraint'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'],
  check: ({ spec }) => listAt(spec, 'topologySpreadConstraints').length === 0 && 'Nothing spreads the pods',
});
