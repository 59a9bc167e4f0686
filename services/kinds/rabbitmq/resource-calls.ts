import { z } from 'zod';
import type { ResourceCall, ResourceCalls } from '../../contract/resource-calls.ts';
import type { JsonValue } from '../../topology/types.ts';
import { exchangeBody, queueBody } from './arguments.ts';
import { rabbitmqResources, type Binding, type User } from './schemas.ts';

const declaration = z.object(rabbitmqResources).partial();
const part = encodeURIComponent;
const inVhost = (vhost: string | undefined, name: string): string => `${part(vhost ?? '/')}/${part(name)}`;
const everything = { configure: '.*', write: '.*', read: '.*' };

/** The management API's requests, in the order in which resources name each other. */
export function rabbitmqCalls(resources: Readonly<Record<string, JsonValue>>): ResourceCalls | undefined {
  const { vhosts = [], users = [], policies = [], exchanges = [], queues = [], bindings = [] } = declaration.parse(resources);
  const named = <Item>(each: Item | string): Item | { readonly name: string } => (typeof each === 'string' ? { name: each } : each);
  const calls: readonly ResourceCall[] = [
    ...vhosts.flatMap((name) => [put(`vhost ${name}`, `/api/vhosts/${part(name)}`, {}), always(put(`rights in vhost ${name}`, `/api/permissions/${part(name)}/app`, everything))]),
    ...users.flatMap(userCalls),
    ...policies.map((policy) => always(put(`policy ${policy.name}`, `/api/policies/${inVhost(policy.vhost, policy.name)}`, { pattern: policy.pattern, definition: policy.definition, priority: policy.priority ?? 0, 'apply-to': policy.applyTo ?? 'all' }))),
    ...exchanges.map(named).map((exchange) => put(`exchange ${exchange.name}`, `/api/exchanges/${inVhost('vhost' in exchange ? exchange.vhost : undefined, exchange.name)}`, exchangeBody(exchange))),
    ...queues.map(named).map((queue) => put(`queue ${queue.name}`, `/api/queues/${inVhost('vhost' in queue ? queue.vhost : undefined, queue.name)}`, queueBody(queue))),
    ...bindings.map(bindingCall),
  ];
  return calls.length === 0 ? undefined : { by: 'http', port: 'management', sign: 'basic', calls };
}

function put(what: string, path: string, body: unknown): ResourceCall {
  return { what, method: 'PUT', path, body, seen: path };
}

function always(call: ResourceCall): ResourceCall {
  return { ...call, always: true };
}

function userCalls({ name, tags = [], permissions = { '/': {} } }: User): readonly ResourceCall[] {
  const word = { secretKey: `USER_${name.replaceAll(/[^A-Za-z0-9]+/g, '_').toUpperCase()}` };
  return [
    always(put(`user ${name}`, `/api/users/${part(name)}`, { password: word, tags: tags.toSorted().join(',') })),
    ...Object.entries(permissions).map(([vhost, given]) => always(put(`rights of ${name} in ${vhost}`, `/api/permissions/${inVhost(vhost, name)}`, { ...everything, ...given }))),
  ];
}

function bindingCall({ exchange, queue, toExchange, routingKey = '', vhost, arguments: table = {} }: Binding): ResourceCall {
  const target = queue === undefined ? `e/${part(toExchange ?? '')}` : `q/${part(queue)}`;
  const path = `/api/bindings/${part(vhost ?? '/')}/e/${part(exchange)}/${target}`;
  // One that is there already is not made twice.
  return { what: `binding ${exchange} → ${queue ?? toExchange ?? ''}`, method: 'POST', path, body: { routing_key: routingKey, arguments: table }, seen: path, holds: `"routing_key":${JSON.stringify(routingKey)}` };
}
