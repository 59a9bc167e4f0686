import { sameQuantity } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const memoryRequestIsLimit: Rule = containerRule({
  id: 'memory-request-is-limit',
  title: 'Memory request and limit are the same',
  fix: 'Set both to the same amount.',
  tools: ['kube-score/container-memory-requests-equal-limits', 'kube-score/container-resource-requests-equal-limits'],
  off: 'it reserves for every pod what it needs at its peak',
  check: ({ spec }) => !sameQuantity(valueAt(spec, 'resources.requests.memory'), valueAt(spec, 'resources.limits.memory')) && 'has a memory request that is not its limit',
});
