import type { ContainerService } from '../../../topology/types.ts';
import type { Scope } from '../input.ts';
import { labelsOf, selectorOf, type Labels } from '../labels.ts';
import { headlessName, portLabel } from '../names.ts';
import type { KubernetesObject } from '../object.ts';
import { operatorOf } from '../operators/index.ts';
import { podsOfOperator } from '../operators/waivers.ts';
import { workloadOf } from '../workload.ts';
import { isKnownByPods } from '../routed.ts';

/** The address that bindings name, with the ports that they name; and for a StatefulSet the names of its pods. */
export function serviceObjects(scope: Scope, service: ContainerService): readonly KubernetesObject[] {
  const operator = operatorOf(scope, service);
  if (operator !== undefined) return operator.served === undefined ? [] : [alias(scope, service, operator.served(service.name))];
  const { kind } = workloadOf(service, scope);
  const ports = Object.entries(service.ports).map(([name, { container, protocol }]) => ({ name: portLabel(name), port: container, targetPort: portLabel(name), protocol: protocol === 'udp' ? 'UDP' : 'TCP' }));
  const object = (name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, name, service) },
    spec: { ...spec, selector: selectorOf(scope.topology.name, service.name), ...(ports.length === 0 ? {} : { ports }) },
  });
  return [
    ...(ports.length === 0 ? [] : [object(service.name, { type: 'ClusterIP' })]),
    ...(isKnownByPods(scope, service) ? [object(headlessName(service.name), { clusterIP: 'None' })] : []),
    // Peers must find each other before they are ready.
    ...(kind === 'StatefulSet' ? [object(headlessName(service.name), { clusterIP: 'None', publishNotReadyAddresses: true })] : []),
  ];
}

/** The service's own name for the pods of an operator, which calls its Services otherwise. */
function alias(scope: Scope, service: ContainerService, selector: Labels): KubernetesObject {
  const ports = Object.entries(service.ports).map(([name, { container }]) => ({ name: portLabel(name), port: container, targetPort: container, protocol: 'TCP' }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: service.name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, service.name, service), annotations: podsOfOperator('Service') },
    spec: { type: 'ClusterIP', selector, ports },
  };
}
