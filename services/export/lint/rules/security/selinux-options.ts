import { securityOf } from '../../pods.ts';
import { shown } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const selinuxOptions: Rule = containerRule({
  id: 'selinux-options',
  title: 'SELinux types are those of containers',
  fix: 'Remove seLinuxOptions, or use the type container_t.',
  tools: ['trivy/KSV-0025'],
  check: (container, pod) => {
    const [type, user, role] = ['type', 'user', 'role'].map((key) => securityOf(container, pod, `seLinuxOptions.${key}`));
    return [
      ...(type === undefined || ['container_t', 'container_init_t', 'container_kvm_t'].includes(shown(type)) ? [] : [`has the SELinux type ${shown(type)}`]),
      ...(user === undefined ? [] : ['sets a SELinux user']),
      ...(role === undefined ? [] : ['sets a SELinux role']),
    ];
  },
});
