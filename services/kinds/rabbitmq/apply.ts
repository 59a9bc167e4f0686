import type { ResourceOutcome } from '../kind.ts';
import { contains, isRecord, textOf } from '../same-json.ts';
import { exchangeBody, queueBody } from './arguments.ts';
import type { Management } from './management.ts';
import { isHashOf } from './password-hash.ts';
import type { Binding, Exchange, Policy, Queue, User } from './schemas.ts';

const part = encodeURIComponent;
const inVhost = (vhost: string | undefined, name: string): string => `${part(vhost ?? '/')}/${part(name)}`;
const label = (what: string, { name, vhost }: { readonly name: string; readonly vhost?: string | undefined }): string => `${what} ${vhost === undefined || vhost === '/' ? '' : `${vhost}/`}${name}`;

export async function applyVhost(management: Management, name: string): Promise<ResourceOutcome> {
  const resource = `vhost ${name}`;
  if ((await management.get(`/vhosts/${part(name)}`)) !== undefined) return { resource, outcome: 'unchanged' };
  await management.put(`/vhosts/${part(name)}`, {});
  await management.put(`/permissions/${part(name)}/app`, { configure: '.*', write: '.*', read: '.*' });
  return { resource, outcome: 'created' };
}

export async function applyQueue(management: Management, given: Queue | string): Promise<ResourceOutcome> {
  const queue = typeof given === 'string' ? { name: given } : given;
  return declare(management, { resource: label('queue', queue), path: `/queues/${inVhost(queue.vhost, queue.name)}`, body: queueBody(queue) });
}

export async function applyExchange(management: Management, given: Exchange | string): Promise<ResourceOutcome> {
  const exchange = typeof given === 'string' ? { name: given } : given;
  return declare(management, { resource: label('exchange', exchange), path: `/exchanges/${inVhost(exchange.vhost, exchange.name)}`, body: exchangeBody(exchange) });
}

interface Declared {
  readonly resource: string;
  readonly path: string;
  readonly body: { readonly arguments: Readonly<Record<string, unknown>> } & Readonly<Record<string, unknown>>;
}

/** Queues and exchanges cannot be changed once they are there, only deleted with what they hold. */
async function declare(management: Management, { resource, path, body }: Declared): Promise<ResourceOutcome> {
  const found = await management.get(path);
  if (found === undefined) {
    await management.put(path, body);
    return { resource, outcome: 'created' };
  }
  const differences = isRecord(found) ? differencesOf(found, body) : [];
  if (differences.length === 0) return { resource, outcome: 'unchanged' };
  return { resource, outcome: 'kept-different', detail: `${differences.join('; ')}; delete the ${resource} to have it made anew` };
}

function differencesOf(found: Readonly<Record<string, unknown>>, { arguments: table, ...body }: Declared['body']): readonly string[] {
  const present = isRecord(found['arguments']) ? found['arguments'] : {};
  // From 3.12 on a server reports the type that it chose itself.
  const isDefault = (key: string, value: unknown): boolean => key === 'x-queue-type' && value === 'classic';
  const keys = [...new Set([...Object.keys(present), ...Object.keys(table)])].filter((key) => !isDefault(key, table[key] ?? present[key]));
  const inTable = keys.filter((key) => present[key] !== table[key]).map((key) => difference(key, present[key], table[key]));
  const direct = Object.keys(body).filter((key) => key in found && found[key] !== body[key]).map((key) => difference(key, found[key], body[key]));
  return [...direct, ...inTable];
}

function difference(key: string, is: unknown, wanted: unknown): string {
  const text = (value: unknown): string => (value === undefined ? 'not set' : textOf(value));
  return `${key} is ${text(is)}, wanted ${text(wanted)}`;
}

export async function applyBinding(management: Management, binding: Binding): Promise<ResourceOutcome> {
  const { exchange, queue, toExchange, routingKey = '', vhost } = binding;
  const target = queue === undefined ? `e/${part(toExchange ?? '')}` : `q/${part(queue)}`;
  const path = `/bindings/${part(vhost ?? '/')}/e/${part(exchange)}/${target}`;
  const resource = `binding ${exchange} → ${queue ?? toExchange ?? ''}${routingKey === '' ? '' : ` (${routingKey})`}`;
  const wanted = { routing_key: routingKey, arguments: binding.arguments ?? {} };
  const found = await management.get(path);
  const isThere = Array.isArray(found) && found.some((each) => isRecord(each) && contains(each, wanted) && contains(wanted['arguments'], each['arguments']));
  if (isThere) return { resource, outcome: 'unchanged' };
  await management.post(path, wanted);
  return { resource, outcome: 'created' };
}

export async function applyPolicy(management: Management, policy: Policy): Promise<ResourceOutcome> {
  const path = `/policies/${inVhost(policy.vhost, policy.name)}`;
  const body = { pattern: policy.pattern, definition: policy.definition, priority: policy.priority ?? 0, 'apply-to': policy.applyTo ?? 'all' };
  const found = await management.get(path);
  const resource = label('policy', policy);
  if (isRecord(found) && contains(found, body) && contains(body.definition, found['definition'])) return { resource, outcome: 'unchanged' };
  await management.put(path, body);
  return { resource, outcome: found === undefined ? 'created' : 'changed' };
}

export async function applyUser(management: Management, user: User): Promise<ResourceOutcome> {
  const { name, password } = user;
  const tags = (user.tags ?? []).toSorted();
  const found = await management.get(`/users/${part(name)}`);
  const foundTags = isRecord(found) ? tagsOf(found['tags']) : [];
  let changed = !isRecord(found) || tags.join() !== foundTags.join() || !isHashOf(String(found['password_hash']), password);
  if (changed) await management.put(`/users/${part(name)}`, { password, tags: tags.join(',') });
  for (const [vhost, given] of Object.entries(user.permissions ?? { '/': {} })) {
    const path = `/permissions/${inVhost(vhost, name)}`;
    const wanted = { configure: given.configure ?? '.*', write: given.write ?? '.*', read: given.read ?? '.*' };
    if (contains(await management.get(path), wanted)) continue;
    await management.put(path, wanted);
    changed = true;
  }
  return { resource: `user ${name}`, outcome: found === undefined ? 'created' : changed ? 'changed' : 'unchanged' };
}

/** A list from 3.9 on, before that text with commas. */
function tagsOf(tags: unknown): readonly string[] {
  const list = Array.isArray(tags) ? tags.map(String) : textOf(tags).split(',');
  return list.filter((each) => each !== '').toSorted();
}
