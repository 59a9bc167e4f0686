import { splitWords } from '../../topology/shell-words.ts';
import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { Word } from '../types.ts';
import type { Origins } from './origins.ts';

export function wordOf(tree: Tree, origins: Origins): Word {
  return { text: origins.written(tree), value: tree.type === 'scalar' ? tree.text : '', at: origins.at(tree) };
}

export function wordAt(tree: MapTree, key: string, origins: Origins): Word | undefined {
  const found = childOf(tree, key);
  return found?.type === 'scalar' && found.value !== null ? wordOf(found, origins) : undefined;
}

/** Text of a key; undefined where it is not there or no text. */
export function textAt(tree: Tree | undefined, key: string): string | undefined {
  const found = childOf(tree, key);
  return found?.type === 'scalar' && found.value !== null ? found.text : undefined;
}

export function listAt(tree: Tree | undefined, key: string): readonly Tree[] {
  const found = childOf(tree, key);
  if (found?.type === 'list') return found.items;
  return found?.type === 'scalar' && found.value !== null ? [found] : [];
}

/** `command` and `entrypoint`: a list, or one line that is split as Compose does. A quote that is not closed leaves the line whole. */
export function commandAt(tree: MapTree, key: string, origins: Origins): readonly Word[] | undefined {
  const found = childOf(tree, key);
  if (found === undefined || (found.type === 'scalar' && found.value === null)) return undefined;
  if (found.type === 'list') return found.items.map((item) => wordOf(item, origins));
  if (found.type === 'map') return undefined;
  const line = wordOf(found, origins);
  const values = splitWords(line.value);
  const texts = splitWords(line.text);
  // A variable with spaces in it splits the two differently; then the value is all there is to know.
  if (values === undefined) return [line];
  return values.map((value, index) => ({ value, text: texts?.length === values.length ? (texts[index] ?? value) : value.replaceAll('$', '$$$$'), at: line.at }));
}

export function mapEntries(tree: Tree | undefined): readonly (readonly [string, Tree])[] {
  return tree?.type === 'map' ? [...tree.entries].map(([key, { value }]) => [key, value] as const) : [];
}
