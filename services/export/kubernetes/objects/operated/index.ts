import type { ContainerService } from '../../../../topology/types.ts';
import type { Scope } from '../../input.ts';
import { labelsOf } from '../../labels.ts';
import type { KubernetesObject } from '../../object.ts';
import { operatorOf } from '../../operators/index.ts';
import { disruptionBudget } from '../disruption-budget.ts';
import { serviceAccount } from '../service-account.ts';
import { serviceObjects } from '../service.ts';
import { cloudNativePgSpec } from './cloudnative-pg.ts';
import { elasticsearchSpec } from './elasticsearch.ts';
import { rabbitmqClusterSpec } from './rabbitmq-cluster.ts';

interface Form {
  readonly apiVersion: string;
  spec(scope: Scope, service: ContainerService): Readonly<Record<string, unknown>>;
}

/** By the kind of the resource. */
const forms: Readonly<Record<string, Form>> = {
  Cluster: { apiVersion: 'postgresql.cnpg.io/v1', spec: cloudNativePgSpec },
  Elasticsearch: { apiVersion: 'elasticsearch.k8s.elastic.co/v1', spec: elasticsearchSpec },
  RabbitmqCluster: { apiVersion: 'rabbitmq.com/v1beta1', spec: rabbitmqClusterSpec },
};

/** The resource that an operator reads, and what it leaves to us; undefined for a service without an operator. */
export function operatedObjects(scope: Scope, service: ContainerService): readonly KubernetesObject[] | undefined {
  const operator = operatorOf(scope, service);
  const form = forms[operator?.kind ?? ''];
  if (operator === undefined || form === undefined) return undefined;
  return [
    ...(operator.needs.includes('account') ? [serviceAccount(scope, service.name)] : []),
    { apiVersion: form.apiVersion, kind: operator.kind, metadata: { name: service.name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, service.name, service) }, spec: form.spec(scope, service) },
    ...serviceObjects(scope, service),
    ...(operator.needs.includes('budget') ? [disruptionBudget(scope, service)] : []),
  ];
}
