import { isZero } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const memoryLimit: Rule = containerRule({
  id: 'memory-limit',
  title: 'Memory is limited',
  fix: 'Set resources.limits.memory.',
  tools: ['kube-linter/unset-memory-requirements', 'kube-score/container-resources', 'polaris/memoryLimitsMissing', 'trivy/KSV-0018', 'kubesec/LimitsMemory'],
  check: ({ spec }) => isZero(valueAt(spec, 'resources.limits.memory')) && 'has no memory limit',
});
