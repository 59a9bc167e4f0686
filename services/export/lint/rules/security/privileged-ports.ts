import { listAt, numberAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const privilegedPorts: Rule = containerRule({
  id: 'privileged-ports',
  title: 'Ports are above 1023, so that nobody needs root for them',
  fix: 'Let the process listen on a port such as 8080, and keep the low one on the Service.',
  tools: ['kube-linter/privileged-ports', 'trivy/KSV-0117'],
  check: ({ spec }) => listAt(spec, 'ports').map((port) => numberAt(port, 'containerPort') ?? 1024).filter((port) => port < 1024).map((port) => `listens on port ${port}`),
});
