import { textAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const serviceAccountExists: Rule = podRule({
  id: 'service-account-exists',
  title: 'Service accounts of pods are there',
  fix: 'Add the ServiceAccount, or correct its name.',
  tools: ['kube-linter/non-existent-service-account'],
  check: ({ object, spec }, all) => {
    const name = textAt(spec, 'serviceAccountName') ?? '';
    return !['', 'default'].includes(name) && !all.beside(object, 'ServiceAccount').some(({ metadata }) => metadata.name === name) && `There is no ServiceAccount "${name}"`;
  },
});
