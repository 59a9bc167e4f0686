import { dropsAll } from '../../capabilities.ts';
import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const linuxHardening: Rule = containerRule({
  id: 'linux-hardening',
  title: 'Containers are held by AppArmor, SELinux, seccomp or fewer capabilities',
  fix: 'Set at least a seccompProfile, and drop all capabilities.',
  tools: ['polaris/linuxHardening'],
  check: (container, pod) => !dropsAll(container) && ['seccompProfile', 'seLinuxOptions', 'appArmorProfile'].every((key) => securityOf(container, pod, key) === undefined) && 'is held by none of them',
});
