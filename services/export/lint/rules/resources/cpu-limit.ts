import { isZero } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const cpuLimit: Rule = containerRule({
  id: 'cpu-limit',
  title: 'CPU is limited',
  fix: 'Set resources.limits.cpu.',
  tools: ['kube-score/container-resources', 'polaris/cpuLimitsMissing', 'trivy/KSV-0011', 'kubesec/LimitsCPU'],
  check: ({ spec }) => isZero(valueAt(spec, 'resources.limits.cpu')) && 'has no CPU limit',
});
