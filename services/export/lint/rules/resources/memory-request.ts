import { isZero } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const memoryRequest: Rule = containerRule({
  id: 'memory-request',
  title: 'Memory is requested',
  fix: 'Set resources.requests.memory.',
  tools: ['kube-linter/unset-memory-requirements', 'kube-score/container-resources', 'polaris/memoryRequestsMissing', 'trivy/KSV-0016', 'kubesec/RequestsMemory'],
  check: ({ spec }) => isZero(valueAt(spec, 'resources.requests.memory')) && 'requests no memory',
});
