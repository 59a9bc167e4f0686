import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';
import { isServed } from '../../services.ts';

export const livenessProbe: Rule = podRule({
  id: 'liveness-probe',
  title: 'A process that hangs is started again',
  fix: 'Add a livenessProbe, cheaper and slower than the readinessProbe.',
  tools: ['polaris/livenessProbeMissing', 'kube-linter/no-liveness-probe'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'],
  check: (pod, all) => isServed(pod, all) && !pod.containers.some(({ spec }) => valueAt(spec, 'livenessProbe') !== undefined) && 'The pod gets traffic from a Service and has no livenessProbe',
});
