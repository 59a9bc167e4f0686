import { sameQuantity } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const storageRequestIsLimit: Rule = containerRule({
  id: 'storage-request-is-limit',
  title: 'Ephemeral storage request and limit are the same',
  fix: 'Set both to the same amount.',
  tools: ['kube-score/container-ephemeral-storage-request-equals-limit'],
  off: 'it reserves for every pod what it needs at its peak',
  check: ({ spec }) => {
    const [request, limit] = ['requests', 'limits'].map((key) => valueAt(spec, `resources.${key}.ephemeral-storage`));
    return request !== undefined && limit !== undefined && !sameQuantity(request, limit) && 'has an ephemeral-storage request that is not its limit';
  },
});
