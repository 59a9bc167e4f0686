import { StackyardError } from '../contract/errors.ts';
import { variableName } from './variable-name.ts';
import { hostGatewayName } from './host-gateway.ts';
import type { Resolver } from './materialize.ts';
import type { Context, Port, Service, Topology } from './types.ts';

/** What only the engine and the store know. */
export interface Lookups {
  /** The published port; undefined while nothing is published: the wanted one is then given. */
  hostPort(service: string, port: string): number | undefined;
  secret(service: string, key: string): string;
  derived(service: string, key: string): string;
}

export interface Asker {
  readonly topology: Topology;
  /** `container` for a container of the stack, `host` for a process or a person, `kubernetes` for manifests. */
  readonly context: Context;
}

/** Addresses and secrets as one context sees them. */
export function contextResolver({ topology, context }: Asker, lookups: Lookups): Resolver {
  const find = (name: string): Service => {
    const service = Object.hasOwn(topology.services, name) ? topology.services[name] : undefined;
    if (service === undefined) throw new StackyardError('NOT_FOUND', `The stack ${topology.name} has no service "${name}".`, { hint: 'Look at stackyard status.' });
    return service;
  };
  const portOf = (service: Service, name: string): Port => {
    const port = Object.hasOwn(service.ports, name) ? service.ports[name] : undefined;
    if (port === undefined) throw new StackyardError('NOT_FOUND', `${service.name} has no port "${name}".`, { service: service.name, hint: `Ports: ${Object.keys(service.ports).join(', ')}.` });
    return port;
  };
  return {
    host: (name) => hostOf(find(name), context),
    port: (name, port) => {
      const service = find(name);
      return portFor({ service, name: port, port: portOf(service, port) }, context, lookups);
    },
    secret: (name, key) => (context === 'kubernetes' ? `$(${variableName(name, key)})` : lookups.secret(find(name).name, key)),
    derived: (name, key) => (context === 'kubernetes' ? `$(${variableName(name, `derived_${key}`)})` : lookups.derived(find(name).name, key)),
  };
}

function hostOf(service: Service, context: Context): string {
  switch (context) {
    case 'container':
      return service.type === 'process' ? hostGatewayName : service.name;
    case 'host':
      return publishedAddress(service);
    case 'kubernetes':
      return service.name;
  }
}

/** The loopback address unless every published port stands on another one. */
function publishedAddress(service: Service): string {
  const [first] = Object.values(service.ports);
  const address = first?.publish.mode === 'fixed' ? first.publish.hostIp : '127.0.0.1';
  if (address === '0.0.0.0' || address === '::') return '127.0.0.1';
  return address.includes(':') ? `[${address}]` : address;
}

function portFor({ service, name, port }: { readonly service: Service; readonly name: string; readonly port: Port }, context: Context, lookups: Lookups): number {
  if (context !== 'host' || service.type === 'process') return port.container;
  const published = lookups.hostPort(service.name, name);
  if (published !== undefined) return published;
  if (port.publish.mode === 'fixed') return port.publish.hostPort;
  if (port.publish.mode === 'auto') return port.publish.wanted;
  throw new StackyardError('UNSUPPORTED', `Port ${name} of ${service.name} is not published on this machine.`, { service: service.name, hint: `Write publish: { ${name}: auto } on ${service.name}.` });
}
