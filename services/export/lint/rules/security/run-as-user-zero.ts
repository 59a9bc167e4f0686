import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const runAsUserZero: Rule = containerRule({
  id: 'run-as-user-zero',
  title: 'No container asks for user 0',
  fix: 'Set runAsUser to a number above 0.',
  tools: ['trivy/KSV-0105', 'kube-linter/run-as-non-root'],
  check: (container, pod) => securityOf(container, pod, 'runAsUser') === 0 && 'runs as user 0',
});
