import { type Rule, podRule } from '../../rule.ts';

export const emailAnnotation: Rule = podRule({
  id: 'email-annotation',
  title: 'Workloads name whom to write to',
  fix: 'Add the annotation "email".',
  tools: ['kube-linter/required-annotation-email'],
  off: 'how owners are named is a custom of one organisation',
  check: ({ object }) => !/^[\w.+-]+@[\w.-]+$/.test(object.metadata.annotations?.['email'] ?? '') && 'It has no annotation "email"',
});
