import { probePort } from '../../probe-port.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const readinessPort: Rule = containerRule({
  id: 'readiness-port',
  title: 'The readinessProbe asks a declared port',
  fix: 'Declare the port, or correct its number or name.',
  tools: ['kube-linter/readiness-port'],
  check: (container) => probePort(container, 'readinessProbe'),
});
