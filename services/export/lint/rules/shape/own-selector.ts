import { valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { selectorMatches } from '../../selector.ts';

export const ownSelector: Rule = kindRule({
  id: 'own-selector',
  title: 'Workloads select the pods that they make',
  fix: 'Give the template the labels of spec.selector.',
  tools: ['kube-score/deployment-pod-selector-labels-match-template-metadata-labels', 'kube-score/statefulset-pod-selector-labels-match-template-metadata-labels', 'kube-linter/mismatching-selector'],
  kinds: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  check: (object, all) => (valueAt(object, 'spec.selector') === undefined || !selectorMatches(valueAt(object, 'spec.selector'), all.podOf(object)?.labels ?? {})) && 'Its selector does not match the labels of its template',
});
