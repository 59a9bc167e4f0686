import { listAt, valueAt } from '../../read.ts';
import { type Rule, objectRule } from '../../rule.ts';

const isPort = (value: unknown): boolean => (typeof value === 'number' ? Number.isInteger(value) && value >= 1 && value <= 65_535 : typeof value === 'string' && value.length <= 15 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(value) && /[a-z]/.test(value));

export const targetPorts: Rule = objectRule({
  id: 'target-ports',
  title: 'Names and numbers of ports are such that Kubernetes takes them',
  fix: 'Use 1 to 65535, or up to 15 small letters, digits and dashes with at least one letter.',
  tools: ['kube-linter/invalid-target-ports'],
  check: (object, all) => {
    const asked = object.kind === 'Service' ? listAt(object, 'spec.ports').map((port) => valueAt(port, 'targetPort')) : (all.podOf(object)?.containers ?? []).flatMap(({ spec }) => listAt(spec, 'ports').flatMap((port) => [valueAt(port, 'name'), valueAt(port, 'containerPort')]));
    return asked.filter((port) => port !== undefined && !isPort(port)).map((port) => `Port ${JSON.stringify(port)} is none that Kubernetes takes`);
  },
});
