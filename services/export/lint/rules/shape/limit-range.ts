import { listAt, valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const limitRange: Rule = kindRule({
  id: 'limit-range',
  title: 'LimitRanges are complete',
  fix: 'Set type, max, min, default and defaultRequest.',
  tools: ['trivy/KSV-0039'],
  kinds: ['LimitRange'],
  check: (object) => !listAt(object, 'spec.limits').some((limit) => ['type', 'max', 'min', 'default', 'defaultRequest'].every((key) => valueAt(limit, key) !== undefined)) && 'No limit of it has all of type, max, min, default and defaultRequest',
});
