import { listAt, numberAt, textAt } from '../../read.ts';
import { type Rule, containerRule } from '../../rule.ts';

export const containerPorts: Rule = containerRule({
  id: 'container-ports',
  title: 'Ports of a container have a number, and a name of their own',
  fix: 'Give each another name of at most 15 characters.',
  tools: ['kube-score/container-ports-check'],
  check: ({ spec }) => {
    const ports = listAt(spec, 'ports');
    const names = ports.flatMap((port) => textAt(port, 'name') ?? []);
    return [
      ...names.filter((name, index) => names.indexOf(name) !== index).map((name) => `has two ports named ${name}`),
      ...names.filter((name) => name.length > 15).map((name) => `has a port with the long name ${name}`),
      ...(ports.some((port) => (numberAt(port, 'containerPort') ?? 0) === 0) ? ['has a port without a number'] : []),
    ];
  },
});
