import { probePort } from '../../probe-port.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const livenessPort: Rule = containerRule({
  id: 'liveness-port',
  title: 'The livenessProbe asks a declared port',
  fix: 'Declare the port, or correct its number or name.',
  tools: ['kube-linter/liveness-port'],
  check: (container) => probePort(container, 'livenessProbe'),
});
