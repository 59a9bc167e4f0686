import { recordAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const configMapCredentials: Rule = kindRule({
  id: 'config-map-credentials',
  title: 'No ConfigMap has a key that names a credential',
  fix: 'Move it into a Secret.',
  tools: ['polaris/sensitiveConfigmapContent'],
  kinds: ['ConfigMap'],
  check: (object) => Object.keys(recordAt(object, 'data')).filter((key) => /(?:^aws_secret_access_key$|^google_application_credentials$|^azure_\w*key|passw(?:or)?d|token|bearer|secret)/i.test(key)).map((key) => `The key "${key}" names a credential`),
});
