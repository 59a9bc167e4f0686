import { parsePort } from './port-text.ts';
import { type ListTree, type MapTree, type ScalarTree, type Tree } from '../../topology/yaml-tree.ts';
import { textAt } from './words.ts';
import type { Origins } from './origins.ts';

/** Without the keys that belong to the user (`x-…`), at every level where the spec allows them. */
export function withoutExtensions(tree: Tree, origins: Origins, depth = 0): Tree {
  if (tree.type !== 'map') return tree;
  // Below services.NAME.WORD the keys are data: labels and variables may start with x-.
  const entries = [...tree.entries].filter(([key]) => !key.startsWith('x-') || depth === 1);
  const made = depth < 2 ? entries.map(([key, { keyOffset, value }]) => [key, { keyOffset, value: withoutExtensions(value, origins, depth + 1) }] as const) : entries;
  return origins.derive<MapTree>({ ...tree, entries: new Map(made) }, tree);
}

/** `a=b` of a list as a pair; both sides of the text as written are cut at the same sign. */
function pairOf(item: ScalarTree, separator: RegExp, origins: Origins): readonly [string, Tree] {
  const cut = separator.exec(item.text);
  if (cut === null) return [item.text, origins.derive<ScalarTree>({ ...item, value: null, text: '' }, item, '')];
  const written = origins.written(item);
  const place = separator.exec(written)?.index ?? -1;
  const rest = item.text.slice(cut.index + 1);
  return [item.text.slice(0, cut.index), origins.derive<ScalarTree>({ ...item, value: rest, text: rest, quoted: true }, item, place === -1 ? rest : written.slice(place + 1))];
}

function listAsMap(list: ListTree, separator: RegExp, origins: Origins): MapTree {
  const entries = list.items.flatMap((item) => {
    if (item.type !== 'scalar') return [];
    const [key, value] = pairOf(item, separator, origins);
    return key === '' ? [] : [[key, { keyOffset: item.offset, value }] as const];
  });
  return origins.derive<MapTree>({ type: 'map', offset: list.offset, size: list.size, entries: new Map(entries), ...(list.tag === undefined ? {} : { tag: list.tag }) }, list);
}

/** A list of names as a map of empty maps. */
function namesAsMap(list: ListTree, origins: Origins): MapTree {
  const entries = list.items.flatMap((item) => (item.type === 'scalar' ? [[item.text, { keyOffset: item.offset, value: origins.derive<MapTree>({ type: 'map', offset: item.offset, size: 1, entries: new Map() }, item) }] as const] : []));
  return origins.derive<MapTree>({ type: 'map', offset: list.offset, size: list.size, entries: new Map(entries), ...(list.tag === undefined ? {} : { tag: list.tag }) }, list);
}

const pairWords = new Set(['environment', 'labels', 'annotations', 'sysctls']);
const listWords = new Set(['env_file', 'tmpfs', 'dns', 'dns_search', 'label_file']);

/** A service's words in the one form that merging needs: maps where Compose takes a list of pairs or names, lists where it takes one text. */
export function canonicalService(tree: MapTree, origins: Origins): MapTree {
  const entries = [...tree.entries].map(([key, { keyOffset, value }]) => [key, { keyOffset, value: canonicalWord(key, value, origins) }] as const);
  return origins.derive<MapTree>({ ...tree, entries: new Map(entries) }, tree);
}

function canonicalWord(key: string, value: Tree, origins: Origins): Tree {
  if (value.type === 'list' && pairWords.has(key)) return listAsMap(value, /=/, origins);
  if (value.type === 'list' && key === 'extra_hosts') return listAsMap(value, /[=:]/, origins);
  if (value.type === 'list' && (key === 'depends_on' || key === 'networks')) return namesAsMap(value, origins);
  if (value.type === 'scalar' && value.value !== null && listWords.has(key)) return origins.derive<ListTree>({ type: 'list', offset: value.offset, size: 2, items: [value] }, value);
  if (key !== 'build') return value;
  if (value.type === 'scalar') return origins.derive<MapTree>({ type: 'map', offset: value.offset, size: 2, entries: new Map([['context', { keyOffset: value.offset, value }]]) }, value);
  if (value.type !== 'map') return value;
  const entries = [...value.entries].map(([word, entry]) => [word, { ...entry, value: entry.value.type === 'list' && (word === 'args' || word === 'labels') ? listAsMap(entry.value, /=/, origins) : entry.value }] as const);
  return origins.derive<MapTree>({ ...value, entries: new Map(entries) }, value);
}

/** What makes two entries of a list the same one, for the lists that Compose merges by a key. */
export function identityOf(key: string, item: Tree): string | undefined {
  const field = (name: string): string => textAt(item, name) ?? '';
  if (key === 'volumes') return item.type === 'scalar' ? targetOf(item.text) : field('target');
  if (key === 'secrets' || key === 'configs') return item.type === 'scalar' ? item.text : field('target') || field('source');
  if (key === 'ports' && item.type === 'scalar') {
    const port = parsePort(item.text);
    return port === undefined ? item.text : `${port.hostIp}|${port.published}|${port.target}|${port.protocol}`;
  }
  if (key === 'ports') return `${field('host_ip')}|${field('published')}|${field('target')}|${field('protocol') || 'tcp'}`;
  return item.type === 'scalar' ? item.text : undefined;
}

/** `./data:/data:ro` → `/data`. */
function targetOf(volume: string): string {
  const parts = volume.replace(/^[A-Za-z]:[\\/]/, '').split(':');
  return parts[1] ?? parts[0] ?? '';
}
