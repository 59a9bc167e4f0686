import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';
import { isServed } from '../../services.ts';

export const readinessProbe: Rule = podRule({
  id: 'readiness-probe',
  title: 'Traffic comes when a pod is ready for it',
  fix: 'Add a readinessProbe that asks what the service needs to answer.',
  tools: ['kube-score/pod-probes'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'],
  check: (pod, all) => isServed(pod, all) && !pod.containers.some(({ spec }) => valueAt(spec, 'readinessProbe') !== undefined) && 'The pod gets traffic from a Service and has no readinessProbe',
});
