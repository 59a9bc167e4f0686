import { recordAt, shown } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { personalLine, personalWord } from '../../secret-words.ts';

export const configMapPersonal: Rule = kindRule({
  id: 'config-map-personal',
  title: 'No ConfigMap holds personal data or keys',
  fix: 'Move it into a Secret.',
  tools: ['trivy/KSV-01010'],
  kinds: ['ConfigMap'],
  check: (object) =>
    Object.entries(recordAt(object, 'data')).flatMap(([key, text]) => {
      const lines = shown(text).split('\n');
      const at = lines.findIndex((line) => personalLine.test(line));
      return personalWord.test(key) ? [`The key "${key}" tells of personal data or a key`] : at < 0 ? [] : [`Line ${at + 1} of "${key}" looks like personal data or a key`];
    }),
});
