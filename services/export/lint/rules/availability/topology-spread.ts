import { listAt, numberAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const topologySpread: Rule = podRule({
  id: 'topology-spread',
  title: 'Replicas are spread over zones or nodes',
  fix: 'Add topologySpreadConstraints.',
  tools: ['polaris/topologySpreadConstraint'],
  kinds: ['Deployment', 'StatefulSet'],
  check: ({ object, spec }) => (numberAt(object, 'spec.replicas') ?? 2) >= 2 && listAt(spec, 'topologySpreadConstraints').length === 0 && 'Nothing spreads the replicas',
});
