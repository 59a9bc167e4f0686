import { listAt, textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const masters: Rule = bindingRule({
  id: 'masters',
  title: 'The group that no rule holds stays empty',
  fix: 'Name the subject.',
  tools: ['trivy/KSV-0123'],
  check: (binding) => listAt(binding, 'subjects').some((each) => textAt(each, 'name') === 'system:masters') && 'It is for system:masters',
});
