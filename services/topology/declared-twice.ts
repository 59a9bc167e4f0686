import type { JsonValue } from './types.ts';
import { reportAt, type StackSource } from './draft.ts';
import { placeOf, type TreePath } from './yaml-tree.ts';

/**
 * A list of declared resources, each once: what is said twice in the same words counts once, as after a merge of lists; two
 * different ones of one name are reported, since only one of them could be made. `path` is the list's place.
 */
export function withoutRepeats(resources: JsonValue, path: TreePath, stack: Pick<StackSource, 'source' | 'problems'>): JsonValue {
  if (!Array.isArray(resources)) return resources;
  const first = new Map<string, { readonly index: number; readonly words: string }>();
  return resources.filter((resource: JsonValue, index) => {
    const words = wordsOf(resource);
    const identity = identityOf(resource) ?? words;
    const earlier = first.get(identity);
    if (earlier === undefined) {
      first.set(identity, { index, words });
      return true;
    }
    if (earlier.words !== words) {
      const { line, column } = placeOf(stack.source, [...path, earlier.index]);
      const message = `${path.map(String).join('.')} declares "${nameOf(resource)}" twice, differently: first in line ${line}, column ${column}.`;
      reportAt(stack, [...path, index], { message, hint: 'Keep one of the two, or give one another name.' });
    }
    return false;
  });
}

type Fields = Readonly<Record<string, JsonValue>>;

function fieldsOf(resource: JsonValue): Fields | undefined {
  if (typeof resource === 'string') return { name: resource };
  return typeof resource === 'object' && resource !== null && !Array.isArray(resource) ? (resource as Fields) : undefined;
}

function nameOf(resource: JsonValue): string {
  const name = fieldsOf(resource)?.['name'];
  return typeof name === 'string' ? name : JSON.stringify(name ?? '');
}

/** Names of RabbitMQ are unique within their virtual host. Undefined for what has no name, such as a binding: it is all of its words. */
function identityOf(resource: JsonValue): string | undefined {
  const { name, vhost = '/' } = fieldsOf(resource) ?? {};
  return name === undefined ? undefined : JSON.stringify([name, vhost]);
}

/** The same for the same content, whatever the order of its keys; a name alone is a map with that name. */
function wordsOf(resource: JsonValue): string {
  const sorted = (_key: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value;
  return JSON.stringify(fieldsOf(resource) ?? resource, sorted);
}
