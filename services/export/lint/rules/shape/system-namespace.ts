import { type Rule, objectRule } from '../../rule.ts';

export const systemNamespace: Rule = objectRule({
  id: 'system-namespace',
  title: 'The namespace of the cluster\'s own parts is left alone',
  fix: 'Use a namespace of your own.',
  tools: ['trivy/KSV-0037'],
  check: ({ metadata }) => metadata.namespace === 'kube-system' && 'It is in kube-system',
});
