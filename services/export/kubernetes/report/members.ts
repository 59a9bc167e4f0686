import type { ContainerService, JsonValue } from '../../../topology/types.ts';
import { approximated, type Fact } from './facts.ts';

/** What is not on every member. */
export function memberFacts(service: ContainerService): readonly Fact[] {
  return service.kind === 'elasticsearch' ? indexFacts(service) : queueFacts(service);
}

/** Another type would be refused to clients that declare queues as they are now. */
function queueFacts({ resources }: ContainerService): readonly Fact[] {
  const queues = Array.isArray(resources['queues']) ? resources['queues'] : [];
  const single = queues.filter((queue: JsonValue) => typeof queue === 'string' || (queue !== null && typeof queue === 'object' && !Array.isArray(queue) && (queue as { readonly type?: JsonValue }).type !== 'quorum'));
  return single.length === 0 ? [] : [approximated('queues', `${single.length} of ${queues.length} on one member each`, 'A classic queue is away with its member: write type: quorum where it must not be, and let clients declare it so.')];
}

/** Elasticsearch keeps one copy beside the original unless an index says another number. */
function indexFacts({ resources }: ContainerService): readonly Fact[] {
  const declared = Object.entries(recordOf(resources['indexes'])).map(([key, body]) => [typeof recordOf(body)['name'] === 'string' ? String(recordOf(body)['name']) : key, recordOf(recordOf(body)['settings'])] as const);
  const single = declared.filter(([, settings]) => [settings['number_of_replicas'], settings['index.number_of_replicas'], recordOf(settings['index'])['number_of_replicas']].some((number) => String(number) === '0'));
  return single.map(([name]) => approximated(`index ${name}`, 'on one member', 'Its settings say number_of_replicas: 0, so it is away with its member.'));
}

/** A list has its positions as keys. */
function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Readonly<Record<string, unknown>>) : {};
}
