import { type Rule, podRule } from '../../rule.ts';

export const namespace: Rule = podRule({
  id: 'namespace',
  title: 'Nothing lives in the default namespace',
  fix: 'Set metadata.namespace, for example by kustomize\'s namespace.',
  tools: ['kube-linter/use-namespace', 'trivy/KSV-0110'],
  check: ({ object }) => ['default', undefined, ''].includes(object.metadata.namespace) && (object.metadata.namespace === 'default' ? 'Its namespace is "default"' : 'It has no namespace, which means "default"'),
});
