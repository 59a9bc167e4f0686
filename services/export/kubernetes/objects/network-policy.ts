import { edgesOf, type Edge } from '../edges.ts';
import { exposedPorts } from '../exposure.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import { metricsPorts } from '../metrics.ts';
import { digestOf, label } from '../names.ts';
import type { KubernetesObject } from '../object.ts';
import { once } from '../once.ts';
import { operatorOf, podLabels } from '../operators/index.ts';
import { podsOfOperator } from '../operators/waivers.ts';
import type { ContainerService } from '../../../topology/types.ts';

/** Where NodeLocal DNSCache answers on the node itself. */
const NODE_DNS = '169.254.20.10/32';
/** Of the Service of the cluster's API, and of servers behind it. */
const API_PORTS = [443, 6443, 8443];

/** Nothing passes but what the graph says: a policy for both ends of each edge, names, the entry, and metrics where chosen. */
export function networkPolicies(scope: Scope): readonly KubernetesObject[] {
  const { choices } = scope;
  const [dnsName = '', dnsNamespace = ''] = choices.dnsService.split('.');
  const dns = [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }];
  return [
    policy(scope, 'deny-all', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
    policy(scope, 'allow-dns', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': dnsNamespace } }, podSelector: { matchLabels: { 'k8s-app': dnsName } } }, { ipBlock: { cidr: NODE_DNS } }], ports: dns }] }),
    ...edgesOf(scope).flatMap((edge) => edgePolicies(scope, edge)),
    ...scope.services.flatMap((service) => operatorPolicies(scope, service)),
    ...scope.services.flatMap((service) => {
      const ports = exposedPorts(service).map(({ container }) => ({ protocol: 'TCP', port: container }));
      // Where a gateway's own pods stand differs from one to the next, and some send from outside of the cluster.
      return ports.length === 0 ? [] : [policy(scope, label(`entry-to-${service.name}`), { podSelector: pods(scope, service.name), policyTypes: ['Ingress'], ingress: [{ ports }] })];
    }),
    ...(choices.monitoring ? monitoring(scope) : []),
    ...scope.services.filter(({ name }) => choices.internet.includes(name)).map(({ name }) => policy(scope, label(`${name}-to-internet`), { podSelector: pods(scope, name), policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'] } }] }] })),
  ];
}

function edgePolicies(scope: Scope, { from, to, ports }: Edge): readonly KubernetesObject[] {
  const allowed = ports.map((port) => ({ protocol: 'TCP', port }));
  // Of services that have such a word in their names, two edges would read the same.
  const name = `${from}-to-${to}`;
  const edge = /-to-.*-to-/.test(name) ? `${name}-${digestOf(`${from} ${to}`).slice(0, 6)}` : name;
  return [
    policy(scope, label(`${edge}-out`), { podSelector: pods(scope, from), policyTypes: ['Egress'], egress: [{ to: [{ podSelector: pods(scope, to) }], ports: allowed }] }),
    policy(scope, label(`${edge}-in`), { podSelector: pods(scope, to), policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: pods(scope, from) }], ports: allowed }] }),
  ];
}

/** The API server stands where it stands; the operator wherever it was installed. */
function operatorPolicies(scope: Scope, service: ContainerService): readonly KubernetesObject[] {
  const operator = operatorOf(scope, service);
  if (operator === undefined) return [];
  const { name } = service;
  const { asksApi, controller } = operator;
  const podSelector = pods(scope, name);
  const tcp = (ports: readonly number[]) => ports.map((port) => ({ protocol: 'TCP', port }));
  return [
    ...(asksApi ? [policy(scope, label(`${name}-to-cluster-api`), { podSelector, policyTypes: ['Egress'], egress: [{ ports: tcp(API_PORTS) }] })] : []),
    ...(controller === undefined ? [] : [policy(scope, label(`operator-to-${name}`), { podSelector, policyTypes: ['Ingress'], ingress: [{ from: [{ namespaceSelector: {}, podSelector: { matchLabels: controller.pods } }], ports: tcp(controller.ports) }] })]),
  ];
}

function monitoring(scope: Scope): readonly KubernetesObject[] {
  const from = [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': scope.choices.monitoringNamespace } } }];
  return scope.services.flatMap((service) => {
    const ports = metricsPorts(service).map(({ container }) => ({ protocol: 'TCP', port: container }));
    return ports.length === 0 ? [] : [policy(scope, label(`monitoring-to-${service.name}`), { podSelector: pods(scope, service.name), policyTypes: ['Ingress'], ingress: [{ from, ports }] })];
  });
}

function pods(scope: Scope, instance: string): Readonly<Record<string, unknown>> {
  return { matchLabels: podLabels(scope, instance) };
}

function policy(scope: Scope, name: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  const annotations = waivers(scope, spec);
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: scope.namespace, labels: labelsOf(scope.topology.name, name), ...(Object.keys(annotations).length === 0 ? {} : { annotations }) }, spec };
}

/** What tells checkers that no manifest has the selected pods, or those of a peer. */
function waivers(scope: Scope, { podSelector, ...rules }: Readonly<Record<string, unknown>>): Record<string, string> {
  const operated = operatedSelectors(scope);
  if (operated.length === 0) return {};
  const [selected, peers] = [JSON.stringify(podSelector), JSON.stringify(rules)];
  return podsOfOperator(...(operated.includes(selected) ? (['NetworkPolicy'] as const) : []), ...(operated.some((each) => peers.includes(each)) ? (['peer'] as const) : []));
}

const operatedSelectors = once((scope: Scope) => scope.services.flatMap((service) => (operatorOf(scope, service) === undefined ? [] : [JSON.stringify(pods(scope, service.name))])));
