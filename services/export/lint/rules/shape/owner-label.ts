import { type Rule, podRule } from '../../rule.ts';

export const ownerLabel: Rule = podRule({
  id: 'owner-label',
  title: 'Workloads name their owner',
  fix: 'Add the label "owner".',
  tools: ['kube-linter/required-label-owner'],
  off: 'how owners are named is a custom of one organisation',
  check: ({ object }) => object.metadata.labels?.['owner'] === undefined && 'It has no label "owner"',
});
