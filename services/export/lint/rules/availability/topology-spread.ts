import { listAt, numberAt, textAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const topologySpread: Rule = podRule({
  id: 'topology-spread',
  title: 'Replicas are spread over zones or nodes',
  fix: 'Add topologySpreadConstraints with labelSelector, maxSkew, topologyKey and whenUnsatisfiable.',
  tools: ['kube-score/pod-topology-spread-constraints', 'polaris/topologySpreadConstraint'],
  kinds: ['Deployment', 'StatefulSet'],
  check: ({ object, spec }) => {
    const constraints = listAt(spec, 'topologySpreadConstraints');
    if (constraints.length === 0) return (numberAt(object, 'spec.replicas') ?? 2) >= 2 && 'Nothing spreads the replicas';
    return constraints.filter((each) => valueAt(each, 'labelSelector') === undefined || (numberAt(each, 'maxSkew') ?? 0) < 1 || (textAt(each, 'topologyKey') ?? '') === '' || numberAt(each, 'minDomains') === 0 || !['DoNotSchedule', 'ScheduleAnyway'].includes(textAt(each, 'whenUnsatisfiable') ?? '')).map((each) => `The constraint over ${textAt(each, 'topologyKey') ?? '(no key)'} is not complete`);
  },
});
