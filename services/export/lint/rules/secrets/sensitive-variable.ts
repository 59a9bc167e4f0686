import { listAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const sensitiveVariable: Rule = containerRule({
  id: 'sensitive-variable',
  title: 'No password, token or key stands in a manifest',
  fix: 'Put it in a Secret, and mount that or refer to it with valueFrom.',
  tools: ['polaris/sensitiveContainerEnvVar'],
  check: ({ spec }) => listAt(spec, 'env').filter((each) => /(?:^AWS_SECRET_ACCESS_KEY$|^GOOGLE_APPLICATION_CREDENTIALS$|^AZURE_\w*KEY|passw(?:or)?d|token|bearer|secret)/i.test(textAt(each, 'name') ?? '') && (textAt(each, 'value') ?? '') !== '').map((each) => `has the text of ${textAt(each, 'name') ?? ''} in its manifest`),
});
