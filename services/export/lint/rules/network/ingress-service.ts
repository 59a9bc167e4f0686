import { listAt, shown, textAt, valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';

export const ingressService: Rule = kindRule({
  id: 'ingress-service',
  title: 'Ingresses send to ports of Services that are there',
  fix: 'Correct the name or the port of the backend.',
  tools: ['kube-score/ingress-targets-service', 'kube-linter/dangling-ingress'],
  kinds: ['Ingress'],
  check: (object, all) => {
    const backends = [valueAt(object, 'spec.defaultBackend'), ...listAt(object, 'spec.rules').flatMap((rule) => listAt(rule, 'http.paths').map((path) => valueAt(path, 'backend')))].map((backend) => valueAt(backend, 'service'));
    const isThere = (backend: unknown): boolean =>
      all.beside(object, 'Service').some((service) => service.metadata.name === textAt(backend, 'name') && listAt(service, 'spec.ports').some((port) => valueAt(port, 'port') === valueAt(backend, 'port.number') || (valueAt(port, 'name') !== undefined && valueAt(port, 'name') === valueAt(backend, 'port.name'))));
    return backends.filter((backend) => backend !== undefined && !isThere(backend)).map((backend) => `No Service "${textAt(backend, 'name') ?? ''}" has the port ${shown(valueAt(backend, 'port.number') ?? valueAt(backend, 'port.name') ?? '(none)')}`);
  },
});
