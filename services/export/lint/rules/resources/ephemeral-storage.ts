import { isZero } from '../../quantity.ts';
import { valueAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const ephemeralStorage: Rule = containerRule({
  id: 'ephemeral-storage',
  title: 'Disk that is not a volume is requested and limited',
  fix: 'Set ephemeral-storage in resources.requests and resources.limits.',
  tools: ['kube-score/container-ephemeral-storage-request-and-limit'],
  check: ({ spec }) => ['requests', 'limits'].filter((key) => isZero(valueAt(spec, `resources.${key}.ephemeral-storage`))).map((key) => `has no ephemeral-storage in ${key}`),
});
