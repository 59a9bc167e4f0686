import { addedCapabilities } from '../../capabilities.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const dangerousCapabilities: Rule = containerRule({
  id: 'dangerous-capabilities',
  title: 'No container has capabilities that reach the node',
  fix: 'Remove it.',
  tools: ['polaris/dangerousCapabilities', 'trivy/KSV-0005', 'trivy/KSV-0119', 'trivy/KSV-0120', 'kubesec/CapSysAdmin'],
  check: (container) => addedCapabilities(container).filter((name) => ['ALL', 'SYS_ADMIN', 'NET_ADMIN', 'NET_RAW', 'SYS_MODULE'].includes(name)).map((name) => `has ${name}`),
});
