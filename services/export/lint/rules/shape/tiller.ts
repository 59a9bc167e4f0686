import { textAt } from '../../read.ts';
import { type Rule, objectRule } from '../../rule.ts';

export const tiller: Rule = objectRule({
  id: 'tiller',
  title: 'Helm 2 is gone',
  fix: 'Remove Tiller; Helm 3 and later need nothing in the cluster.',
  tools: ['trivy/KSV-0102'],
  check: (object, all) => (object.metadata.name.includes('tiller') || (all.podOf(object)?.containers ?? []).some(({ spec }) => /\btiller\b/.test(textAt(spec, 'image') ?? ''))) && 'It is Tiller',
});
