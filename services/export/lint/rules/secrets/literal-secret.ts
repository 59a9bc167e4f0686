import { listAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const literalSecret: Rule = containerRule({
  id: 'literal-secret',
  title: 'No variable holds a secret as text',
  fix: 'Put it in a Secret, and mount that or refer to it with valueFrom.',
  tools: ['kube-linter/env-var-secret'],
  check: ({ spec }) => listAt(spec, 'env').filter((each) => /secret/i.test(textAt(each, 'name') ?? '') && (textAt(each, 'value') ?? '') !== '').map((each) => `has the text of ${textAt(each, 'name') ?? ''} in its manifest`),
});
