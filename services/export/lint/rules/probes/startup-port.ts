import { probePort } from '../../probe-port.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const startupPort: Rule = containerRule({
  id: 'startup-port',
  title: 'The startupProbe asks a declared port',
  fix: 'Declare the port, or correct its number or name.',
  tools: ['kube-linter/startup-port'],
  check: (container) => probePort(container, 'startupProbe'),
});
