import { flagAt, listAt, valueAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { selectorMatches } from '../../selector.ts';

export const monitorSelectsService: Rule = kindRule({
  id: 'monitor-selects-service',
  title: 'ServiceMonitors find a Service',
  fix: 'Correct spec.selector or spec.namespaceSelector.',
  tools: ['kube-linter/dangling-servicemonitor'],
  kinds: ['ServiceMonitor'],
  check: (object, all) => {
    const anywhere = flagAt(object, 'spec.namespaceSelector.any') === true || listAt(object, 'spec.namespaceSelector.matchNames').length > 0;
    const services = anywhere ? all.ofKind('Service') : all.beside(object, 'Service');
    return !services.some((service) => selectorMatches(valueAt(object, 'spec.selector'), service.metadata.labels ?? {})) && 'It finds no Service';
  },
});
