import { dropsAll } from '../../capabilities.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const capabilitiesDropped: Rule = containerRule({
  id: 'capabilities-dropped',
  title: 'Containers drop all capabilities',
  fix: 'Set securityContext.capabilities.drop: [ALL].',
  tools: ['trivy/KSV-0003', 'trivy/KSV-0004', 'polaris/insecureCapabilities', 'kubesec/CapDropAll', 'kubesec/CapDropAny'],
  check: (container) => !dropsAll(container) && 'keeps capabilities that it was not given by name',
});
