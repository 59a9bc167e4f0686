import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const readinessOfContainers: Rule = podRule({
  id: 'readiness-of-containers',
  title: 'Each container tells when it is ready',
  fix: 'Add a readinessProbe that asks what the service needs to work.',
  tools: ['polaris/readinessProbeMissing', 'kube-linter/no-readiness-probe'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Pod'],
  check: ({ containers }) => containers.filter(({ isInit, spec }) => !isInit && valueAt(spec, 'readinessProbe') === undefined).map(({ name }) => `Container "${name}" has no readinessProbe`),
});
