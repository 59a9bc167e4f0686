import { flagAt, listAt, textAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const variableSource: Rule = podRule({
  id: 'variable-source',
  title: 'Secrets and ConfigMaps of variables are there',
  fix: 'Add it, or correct its name.',
  tools: ['kube-linter/env-value-from'],
  off: 'Secrets are often made outside of the manifests, by an operator or by hand',
  check: ({ object, containers }, all) => {
    const sources = containers.flatMap(({ spec }) => [
      ...listAt(spec, 'env').flatMap((each) => [['Secret', valueAt(each, 'valueFrom.secretKeyRef')], ['ConfigMap', valueAt(each, 'valueFrom.configMapKeyRef')]] as const),
      ...listAt(spec, 'envFrom').flatMap((each) => [['Secret', valueAt(each, 'secretRef')], ['ConfigMap', valueAt(each, 'configMapRef')]] as const),
    ]);
    const missing = sources.filter(([kind, source]) => source !== undefined && flagAt(source, 'optional') !== true && !all.beside(object, kind).some(({ metadata }) => metadata.name === textAt(source, 'name')));
    return [...new Set(missing.map(([kind, source]) => `There is no ${kind} "${textAt(source, 'name') ?? ''}"`))];
  },
});
