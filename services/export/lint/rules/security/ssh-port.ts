import { listAt, numberAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const sshPort: Rule = containerRule({
  id: 'ssh-port',
  title: 'No SSH server',
  fix: 'Use kubectl exec.',
  tools: ['kube-linter/ssh-port'],
  check: ({ spec }) => listAt(spec, 'ports').some((port) => numberAt(port, 'containerPort') === 22 && (textAt(port, 'protocol') ?? 'TCP') === 'TCP') && 'listens on port 22',
});
