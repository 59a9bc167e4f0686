import { droppedCapabilities, dropsAll } from '../../capabilities.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const netRawDropped: Rule = containerRule({
  id: 'net-raw-dropped',
  title: 'Containers cannot forge packets',
  fix: 'Drop NET_RAW, or all capabilities.',
  tools: ['kube-linter/drop-net-raw-capability'],
  check: (container) => !dropsAll(container) && !droppedCapabilities(container).includes('NET_RAW') && 'keeps NET_RAW',
});
