import { exposedPorts, type ExposedPort } from '../exposure.ts';
import type { Scope } from '../input.ts';
import { labelsOf } from '../labels.ts';
import { portLabel } from '../names.ts';
import type { KubernetesObject } from '../object.ts';
import type { ContainerService } from '../../../topology/types.ts';

interface Exposed {
  readonly service: ContainerService;
  readonly port: ExposedPort;
  readonly hosts: readonly string[];
}

/** How requests come in: a Gateway with a route for each published service, or an Ingress each. */
export function entryObjects(scope: Scope): readonly KubernetesObject[] {
  const exposed = exposedOf(scope);
  if (exposed.length === 0) return [];
  return scope.choices.entry === 'gateway' ? gateway(scope, exposed) : exposed.map((each) => ingress(scope, each));
}

/** The first published service answers at the host itself, others below it. */
export function exposedOf(scope: Scope): readonly Exposed[] {
  const host = scope.choices.hosts[scope.environment];
  const all = scope.services.flatMap((service) => exposedPorts(service).slice(0, 1).map((port) => ({ service, port })));
  return all.map((each, index) => {
    const own = [...new Set(each.service.routes.flatMap((route) => route.host?.toLowerCase() ?? []))];
    const routed = each.service.routes.every((route) => route.host !== undefined) ? own.filter((name) => !/(^|\.)localhost$/.test(name)) : [];
    return { ...each, hosts: host === undefined ? routed : [index === 0 ? host : `${each.service.name}.${host}`] };
  });
}

/** TLS needs a name that a certificate can be for. */
export function tlsHosts(scope: Scope): readonly string[] {
  return scope.choices.issuer === null ? [] : exposedOf(scope).flatMap(({ hosts }) => hosts);
}

function gateway(scope: Scope, exposed: readonly Exposed[]): readonly KubernetesObject[] {
  const { choices, namespace, topology } = scope;
  const secured = exposed.filter(({ hosts }) => choices.issuer !== null && hosts.length > 0);
  const labels = (name: string) => labelsOf(topology.name, name);
  const allowedRoutes = { namespaces: { from: 'Same' } };
  const listeners = [
    { name: 'http', protocol: 'HTTP', port: 80, allowedRoutes },
    ...secured.flatMap(({ service, hosts }) => hosts.map((hostname, index) => ({ name: portLabel(index === 0 ? service.name : `${service.name}-${index}`), protocol: 'HTTPS', port: 443, hostname, tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: certificateName(service.name) }] }, allowedRoutes }))),
  ];
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: topology.name, namespace, labels: labels(topology.name), ...(secured.length === 0 ? {} : { annotations: { 'cert-manager.io/cluster-issuer': choices.issuer ?? '' } }) },
      spec: { gatewayClassName: choices.gatewayClass, listeners },
    },
    ...exposed.flatMap((each) => {
      const isSecured = secured.includes(each);
      return [route(scope, each, isSecured ? portLabel(each.service.name) : 'http'), ...(isSecured ? [redirect(scope, each)] : [])];
    }),
  ];
}

const certificateName = (service: string): string => `${service}-tls`;

function route({ namespace, topology }: Scope, { service, port, hosts }: Exposed, sectionName: string): KubernetesObject {
  const backendRefs = [{ name: service.name, port: port.container }];
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: service.name, namespace, labels: labelsOf(topology.name, service.name, service) },
    spec: { parentRefs: [{ name: topology.name, sectionName }], ...(hosts.length === 0 ? {} : { hostnames: hosts }), rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }], backendRefs }] },
  };
}

function redirect({ namespace, topology }: Scope, { service, hosts }: Exposed): KubernetesObject {
  const name = `${service.name}-to-https`;
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace, labels: labelsOf(topology.name, name, service) },
    spec: { parentRefs: [{ name: topology.name, sectionName: 'http' }], hostnames: hosts, rules: [{ filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }] }] },
  };
}

function ingress(scope: Scope, { service, port, hosts }: Exposed): KubernetesObject {
  const { choices, namespace, topology } = scope;
  const http = { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service.name, port: { name: portLabel(port.name) } } } }] };
  const isSecured = choices.issuer !== null && hosts.length > 0;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: service.name, namespace, labels: labelsOf(topology.name, service.name, service), ...(isSecured ? { annotations: { 'cert-manager.io/cluster-issuer': choices.issuer ?? '' } } : {}) },
    spec: {
      ingressClassName: choices.ingressClass,
      ...(isSecured ? { tls: [{ hosts, secretName: certificateName(service.name) }] } : {}),
      rules: hosts.length === 0 ? [{ http }] : hosts.map((host) => ({ host, http })),
    },
  };
}
