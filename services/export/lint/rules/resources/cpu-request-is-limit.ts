import { sameQuantity } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const cpuRequestIsLimit: Rule = containerRule({
  id: 'cpu-request-is-limit',
  title: 'CPU request and limit are the same',
  fix: 'Set both to the same amount.',
  tools: ['kube-score/container-cpu-requests-equal-limits', 'kube-score/container-resource-requests-equal-limits'],
  off: 'it reserves for every pod what it needs at its peak',
  check: ({ spec }) => !sameQuantity(valueAt(spec, 'resources.requests.cpu'), valueAt(spec, 'resources.limits.cpu')) && 'has a CPU request that is not its limit',
});
