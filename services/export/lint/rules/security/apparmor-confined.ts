import { securityOf } from '../../pods.ts';
import { shown } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const apparmorConfined: Rule = containerRule({
  id: 'apparmor-confined',
  title: 'No container leaves AppArmor',
  fix: 'Remove the annotation, or the profile type Unconfined.',
  tools: ['trivy/KSV-0002', 'kubesec/ApparmorUnconfined'],
  check: (container, pod) => {
    const annotated = pod.annotations[`container.apparmor.security.beta.kubernetes.io/${container.name}`];
    return (securityOf(container, pod, 'appArmorProfile.type') === 'Unconfined' || (annotated !== undefined && annotated !== 'runtime/default' && !shown(annotated).startsWith('localhost/'))) && 'is not confined';
  },
});
