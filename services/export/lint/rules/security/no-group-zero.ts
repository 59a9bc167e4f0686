import { listAt, valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const noGroupZero: Rule = podRule({
  id: 'no-group-zero',
  title: 'No pod belongs to group 0',
  fix: 'Give another number for runAsGroup, fsGroup and supplementalGroups.',
  tools: ['trivy/KSV-0116', 'kube-linter/run-as-non-root'],
  check: ({ spec, containers }) => [
    ...['runAsGroup', 'fsGroup'].filter((key) => valueAt(spec, `securityContext.${key}`) === 0).map((key) => `The pod has ${key} 0`),
    ...(listAt(spec, 'securityContext.supplementalGroups').includes(0) ? ['The pod has the supplemental group 0'] : []),
    ...containers.filter((container) => valueAt(container.spec, 'securityContext.runAsGroup') === 0).map(({ name }) => `Container "${name}" has runAsGroup 0`),
  ],
});
