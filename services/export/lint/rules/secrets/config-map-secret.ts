import { recordAt, shown } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { secretLine, secretWord } from '../../secret-words.ts';

export const configMapSecret: Rule = kindRule({
  id: 'config-map-secret',
  title: 'No ConfigMap holds a secret',
  fix: 'Move it into a Secret.',
  tools: ['trivy/KSV-0109'],
  kinds: ['ConfigMap'],
  check: (object) =>
    Object.entries(recordAt(object, 'data')).flatMap(([key, text]) => {
      const lines = shown(text).split('\n');
      const at = lines.findIndex((line) => secretLine.test(line));
      return secretWord.test(key) ? [`The key "${key}" tells of a secret`] : at < 0 ? [] : [`Line ${at + 1} of "${key}" looks like a secret`];
    }),
});
