import { dropsAll } from '../../capabilities.ts';
import { securityOf } from '../../pods.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const linuxHardening: Rule = containerRule({
  id: 'linux-hardening',
  title: 'Containers are held by AppArmor, SELinux, seccomp or fewer capabilities',
  fix: 'Set at least a seccompProfile, and drop all capabilities.',
  tools: ['polaris/linuxHardening'],
  check: (container, pod) => {
    const [seccomp, apparmor] = ['seccompProfile.type', 'appArmorProfile.type'].map((key) => securityOf(container, pod, key) ?? 'Unconfined');
    return !dropsAll(container) && seccomp === 'Unconfined' && apparmor === 'Unconfined' && securityOf(container, pod, 'seLinuxOptions') === undefined && 'is held by none of them';
  },
});
