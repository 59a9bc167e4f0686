import { listAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const duplicateVariable: Rule = containerRule({
  id: 'duplicate-variable',
  title: 'Each variable is set once',
  fix: 'Remove all but the one that is meant; the last one counts.',
  tools: ['kube-linter/duplicate-env-var', 'kube-score/environment-variable-key-duplication'],
  check: ({ spec }) => {
    const names = listAt(spec, 'env').map((each) => textAt(each, 'name') ?? '');
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map((name) => `sets ${name} more than once`);
  },
});
