import { recordAt, shown } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { credentialWord, privateKey } from '../../secret-words.ts';

export const configMapCredentials: Rule = kindRule({
  id: 'config-map-credentials',
  title: 'No ConfigMap has a credential',
  fix: 'Move it into a Secret.',
  tools: ['polaris/sensitiveConfigmapContent'],
  kinds: ['ConfigMap'],
  check: (object) => Object.entries(recordAt(object, 'data')).filter(([key, value]) => credentialWord.test(key) || privateKey.test(shown(value))).map(([key]) => `"${key}" is a credential, by its name or text`),
});
