import { recordAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const securityContextSet: Rule = podRule({
  id: 'security-context-set',
  title: 'No security context is empty, which means the defaults with all rights',
  fix: 'Fill it in, or remove the key.',
  tools: ['trivy/KSV-0118'],
  check: ({ spec, containers }) => {
    const isEmpty = (value: unknown): boolean => valueAt(value, 'securityContext') !== undefined && Object.keys(recordAt(value, 'securityContext')).length === 0;
    return [...(isEmpty(spec) ? ['The pod has an empty security context'] : []), ...containers.filter((each) => isEmpty(each.spec)).map(({ name }) => `Container "${name}" has an empty security context`)];
  },
});
