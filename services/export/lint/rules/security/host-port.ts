import { listAt, numberAt, shown } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const hostPort: Rule = containerRule({
  id: 'host-port',
  title: 'No port of a node is taken',
  fix: 'Remove hostPort, and publish through a Service.',
  tools: ['polaris/hostPortSet', 'trivy/KSV-0024'],
  check: ({ spec }) => listAt(spec, 'ports').filter((port) => (numberAt(port, 'hostPort') ?? 0) > 0).map((port) => `takes port ${shown(numberAt(port, 'hostPort'))} of the node`),
});
