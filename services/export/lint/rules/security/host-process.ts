import { valueAt } from '../../read.ts';
import { type Rule, podRule } from '../../rule.ts';

export const hostProcess: Rule = podRule({
  id: 'host-process',
  title: 'No pod is a process of a Windows node',
  fix: 'Remove windowsOptions.hostProcess.',
  tools: ['polaris/hostProcess', 'trivy/KSV-0103'],
  check: ({ spec, containers }) => [spec, ...containers.map((each) => each.spec)].some((each) => valueAt(each, 'securityContext.windowsOptions.hostProcess') === true) && 'The pod runs as a process of the node',
});
