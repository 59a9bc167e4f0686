import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const apparmorChosen: Rule = containerRule({
  id: 'apparmor-chosen',
  title: 'An AppArmor profile is chosen',
  fix: 'Set securityContext.appArmorProfile: { type: RuntimeDefault }.',
  tools: ['kubesec/ApparmorAny'],
  off: 'nodes with AppArmor use the same profile when none is chosen, and nodes without it may refuse the pod',
  check: (container, pod) => securityOf(container, pod, 'appArmorProfile.type') === undefined && pod.annotations[`container.apparmor.security.beta.kubernetes.io/${container.name}`] === undefined && 'chooses no AppArmor profile',
});
