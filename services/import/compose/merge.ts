import type { ListTree, MapTree, Tree } from '../../topology/yaml-tree.ts';
import { identityOf } from './canonical.ts';
import type { Origins } from './origins.ts';

/** Lists of these words are replaced, not joined. */
const replaced = new Set(['command', 'entrypoint', 'test']);
const unique = new Set(['ports', 'volumes', 'secrets', 'configs', 'expose', 'dns', 'dns_search', 'env_file', 'cap_add', 'cap_drop', 'profiles', 'tmpfs', 'links', 'security_opt', 'group_add']);

/** Two parts of one place as Compose merges them: the second wins, lists are joined, `!reset` takes away, `!override` replaces. */
export function merge(base: Tree | undefined, over: Tree, { key, origins }: { readonly key: string; readonly origins: Origins }): Tree | undefined {
  if (over.tag === '!reset') return undefined;
  if (base === undefined || over.tag === '!override') return cleaned(over, origins);
  if (base.type === 'map' && over.type === 'map') return mergeMaps(base, over, origins);
  if (base.type === 'list' && over.type === 'list' && !replaced.has(key)) return mergeLists(base, over, { key, origins });
  if (over.type === 'scalar' && over.value === null && !replaced.has(key)) return base;
  return over;
}

/** Nothing to merge with, and still to be reset: tags may stand in the only file too. */
function cleaned(tree: Tree, origins: Origins): Tree {
  if (tree.type !== 'map') return tree;
  const entries = [...tree.entries].flatMap(([key, { keyOffset, value }]) => (value.tag === '!reset' ? [] : [[key, { keyOffset, value: cleaned(value, origins) }] as const]));
  return origins.derive<MapTree>({ ...tree, entries: new Map(entries) }, tree);
}

function mergeMaps(base: MapTree, over: MapTree, origins: Origins): MapTree {
  const entries = new Map(base.entries);
  for (const [key, { keyOffset, value }] of over.entries) {
    const merged = merge(entries.get(key)?.value, value, { key, origins });
    if (merged === undefined) entries.delete(key);
    else entries.set(key, { keyOffset, value: merged });
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
