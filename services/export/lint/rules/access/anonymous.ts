import { listAt, textAt } from '../../read.ts';
import { type Rule, bindingRule } from '../../rule.ts';

export const anonymous: Rule = bindingRule({
  id: 'anonymous',
  title: 'Nobody without a name is given anything',
  fix: 'Name the subject.',
  tools: ['trivy/KSV-0122', 'kubesec/BindingsToSystemAnonymous'],
  check: (binding) => listAt(binding, 'subjects').map((each) => textAt(each, 'name') ?? '').filter((name) => ['system:anonymous', 'system:unauthenticated'].includes(name)).map((name) => `It is for ${name}`),
});
