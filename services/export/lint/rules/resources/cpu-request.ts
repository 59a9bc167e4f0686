import { isZero } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const cpuRequest: Rule = containerRule({
  id: 'cpu-request',
  title: 'CPU is requested',
  fix: 'Set resources.requests.cpu.',
  tools: ['kube-linter/unset-cpu-requirements', 'kube-score/container-resources', 'polaris/cpuRequestsMissing', 'trivy/KSV-0015', 'kubesec/RequestsCPU'],
  check: ({ spec }) => isZero(valueAt(spec, 'resources.requests.cpu')) && 'requests no CPU',
});
