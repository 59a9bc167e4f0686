import { listAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';
import { credentialWord, privateKey } from '../../secret-words.ts';

export const sensitiveVariable: Rule = containerRule({
  id: 'sensitive-variable',
  title: 'No password, token or key stands in a manifest',
  fix: 'Put it in a Secret, and mount that or refer to it with valueFrom.',
  tools: ['polaris/sensitiveContainerEnvVar'],
  check: ({ spec }) =>
    listAt(spec, 'env')
      .map((each) => ({ name: textAt(each, 'name') ?? '', value: textAt(each, 'value') ?? '' }))
      .filter(({ name, value }) => value !== '' && (credentialWord.test(name) || privateKey.test(value)))
      .map(({ name }) => `has the text of ${name} in its manifest`),
});
