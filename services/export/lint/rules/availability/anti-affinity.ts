import { listAt, numberAt, textAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';
import { type Labels, selectorMatches } from '../../selector.ts';

const hostKeys = ['kubernetes.io/hostname', 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/zone', 'failure-domain.beta.kubernetes.io/region'];

/** A term keeps two pods apart when it selects their own labels. */
function keepsApart(term: unknown, labels: Labels): boolean {
  return hostKeys.includes(textAt(term, 'topologyKey') ?? '') && valueAt(term, 'labelSelector') !== undefined && selectorMatches(valueAt(term, 'labelSelector'), labels);
}

export const antiAffinity: Rule = podRule({
  id: 'anti-affinity',
  title: 'Replicas keep away from each other\'s node',
  fix: 'Add a podAntiAffinity over kubernetes.io/hostname with the labels of the pods.',
  tools: ['kube-score/deployment-has-host-podantiaffinity', 'kube-score/statefulset-has-host-podantiaffinity', 'kube-linter/no-anti-affinity'],
  kinds: ['Deployment', 'StatefulSet'],
  check: ({ object, labels, spec }) => {
    const terms = [...listAt(spec, 'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution').map((each) => valueAt(each, 'podAffinityTerm')), ...listAt(spec, 'affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution')];
    return (numberAt(object, 'spec.replicas') ?? 2) >= 2 && !terms.some((term) => keepsApart(term, labels)) && 'All replicas may run on one node';
  },
});
