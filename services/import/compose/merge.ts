import type { ListTree, MapTree, Tree } from '../../topology/yaml-tree.ts';
import { identityOf } from './canonical.ts';
import type { Origins } from './origins.ts';

/** Lists of these words are replaced, not joined. */
const replaced = new Set(['command', 'entrypoint', 'test']);
const unique = new Set(['ports', 'volumes', 'secrets', 'configs', 'expose', 'dns', 'dns_search', 'env_file', 'cap_add', 'cap_drop', 'profiles', 'tmpfs', 'links', 'security_opt', 'group_add']);

/** Two parts of one place as Compose merges them: the second wins, lists are joined, `!reset` takes away, `!override` replaces. */
export function merge(base: Tree | undefined, over: Tree, { key, origins }: { readonly key: string; readonly origins: Origins }): Tree {
  // A reset stays until all is merged, as what it takes away may be in a service that is extended.
  if (base === undefined || base.tag === '!reset' || over.tag === '!reset' || over.tag === '!override') return over;
  if (base.type === 'map' && over.type === 'map') return mergeMaps(base, over, origins);
  if (base.type === 'list' && over.type === 'list' && !replaced.has(key)) return mergeLists(base, over, { key, origins });
  if (over.type === 'scalar' && over.value === null && !replaced.has(key)) return base;
  return over;
}

/** Without what is reset. */
export function withoutResets(tree: Tree, origins: Origins): Tree {
  if (tree.type !== 'map') return tree;
  const entries = [...tree.entries].flatMap(([key, { keyOffset, value }]) => (value.tag === '!reset' ? [] : [[key, { keyOffset, value: withoutResets(value, origins) }] as const]));
  return origins.derive<MapTree>({ ...tree, entries: new Map(entries) }, tree);
}

function mergeMaps(base: MapTree, over: MapTree, origins: Origins): MapTree {
  const entries = new Map(base.entries);
  for (const [key, { keyOffset, value }] of over.entries) {
    const prior = entries.get(key);
    const merged = merge(prior?.value, value, { key, origins });
    // The place of a key is in the file that its value is from.
    entries.set(key, { keyOffset: merged === value || prior === undefined ? keyOffset : prior.keyOffset, value: merged });
  }
  return origins.derive<MapTree>({ ...base, size: base.size + over.size, entries }, base);
}

function mergeLists(base: ListTree, over: ListTree, { key, origins }: { readonly key: string; readonly origins: Origins }): ListTree {
  const items = [...base.items];
  for (const item of over.items) {
    const identity = unique.has(key) ? identityOf(key, item) : undefined;
    const place = identity === undefined ? -1 : items.findIndex((each) => identityOf(key, each) === identity);
    if (place === -1) items.push(item);
    else items[place] = item;
  }
  return origins.derive<ListTree>({ ...base, size: base.size + over.size, items }, base);
}
