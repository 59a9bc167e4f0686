import { listAt, textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const authenticated: Rule = bindingRule({
  id: 'authenticated',
  title: 'Nobody is given something only for having an account',
  fix: 'Name the subject.',
  tools: ['trivy/KSV-01011'],
  check: (binding) => listAt(binding, 'subjects').some((each) => textAt(each, 'name') === 'system:authenticated') && 'It is for system:authenticated',
});
