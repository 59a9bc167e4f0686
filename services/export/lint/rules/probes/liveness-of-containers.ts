import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const livenessOfContainers: Rule = podRule({
  id: 'liveness-of-containers',
  title: 'A process that hangs is started again',
  fix: 'Add a livenessProbe, cheaper and slower than the readinessProbe.',
  tools: ['polaris/livenessProbeMissing', 'kube-linter/no-liveness-probe'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'],
  check: ({ containers }) => containers.filter(({ isInit, spec }) => !isInit && valueAt(spec, 'livenessProbe') === undefined).map(({ name }) => `Container "${name}" has no livenessProbe`),
});
