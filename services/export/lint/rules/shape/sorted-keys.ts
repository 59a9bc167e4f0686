import { type Rule, objectRule } from '../../rule.ts';

export const sortedKeys: Rule = objectRule({
  id: 'sorted-keys',
  title: 'Keys are in the order of the alphabet',
  fix: 'Sort them.',
  tools: ['kube-linter/sorted-keys'],
  off: 'the order in which people read a manifest is another one',
  check: (object) => {
    const keys = Object.keys(object);
    return keys.join() !== keys.toSorted().join() && 'Its keys are not sorted'
  },
});
