import { textAt } from '../../read.ts';
import { type Rule, kindRule } from '../../rule.ts';
import { servicesOf } from '../../services.ts';

export const statefulSetService: Rule = kindRule({
  id: 'stateful-set-service',
  title: 'StatefulSets have a headless Service that gives their pods names',
  fix: 'Add a Service with clusterIP: None, the labels of the pods, and the name of spec.serviceName.',
  tools: ['kube-score/statefulset-has-servicename'],
  kinds: ['StatefulSet'],
  check: (object, all) => {
    const name = textAt(object, 'spec.serviceName');
    const labels = all.podOf(object)?.labels ?? {};
    return !servicesOf(object, labels, all).some((service) => service.metadata.name === name && textAt(service, 'spec.clusterIP') === 'None') && `No headless Service "${name ?? ''}" selects its pods`;
  },
});
