import { shown } from '../../read.ts';
import { type Rule, objectRule } from '../../rule.ts';

export const labelValues: Rule = objectRule({
  id: 'label-values',
  title: 'Labels are such that Kubernetes takes them',
  fix: 'Use up to 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends.',
  tools: ['kube-score/label-values'],
  check: ({ metadata }) => Object.entries(metadata.labels ?? {}).filter(([, value]) => !/^(?:[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?)?$/.test(shown(value))).map(([key]) => `The label ${key} has a value that is refused`),
});
