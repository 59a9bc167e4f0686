import type { SourcePosition } from '../contract/errors.ts';
import { scalarOf } from './interpolate.ts';

/** YAML with the place of each part: what the checks walk, so that each mistake can be shown where it stands. */
export type Tree = MapTree | ListTree | ScalarTree;

interface TreeCommon {
  readonly offset: number;
  /** Nodes in this part, aliases counted as often as they are used. */
  readonly size: number;
  /** A local tag before the value, where the reader of the file allows it. */
  readonly tag?: string;
}

export interface MapTree extends TreeCommon {
  readonly type: 'map';
  readonly entries: ReadonlyMap<string, { readonly keyOffset: number; readonly value: Tree }>;
}

export interface ListTree extends TreeCommon {
  readonly type: 'list';
  readonly items: readonly Tree[];
}

export interface ScalarTree extends TreeCommon {
  readonly type: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, so that `1.10` and `0x1f` survive where text is wanted. */
  readonly text: string;
  readonly quoted: boolean;
  /** Came from a variable: may be a secret, so messages do not repeat it. */
  readonly fromVariable: boolean;
}

export interface YamlFile {
  readonly file: string;
  readonly root: Tree;
  position(offset: number): SourcePosition;
}

export type TreePath = readonly PropertyKey[];

export function childOf(tree: Tree | undefined, key: PropertyKey): Tree | undefined {
  if (tree?.type === 'map') return tree.entries.get(String(key))?.value;
  if (tree?.type === 'list' && typeof key === 'number') return tree.items[key];
  return undefined;
}

export function treeAt(root: Tree, path: TreePath): Tree | undefined {
  return path.reduce<Tree | undefined>(childOf, root);
}

/** The place of a path, or of its nearest part that is there. `key`: the place of the last key instead of its value. */
export function placeOf(source: YamlFile, path: TreePath, aim: 'value' | 'key' = 'value'): SourcePosition {
  let tree = source.root;
  let offset = tree.offset;
  for (const [index, key] of path.entries()) {
    const child = childOf(tree, key);
    if (child === undefined) break;
    const isLast = index === path.length - 1;
    const keyOffset = tree.type === 'map' ? tree.entries.get(String(key))?.keyOffset : undefined;
    // A value that is left out has no place of its own; neither has a whole block map, which readers look for at its key.
    const showKey = keyOffset !== undefined && (child.type !== 'scalar' || (isLast && (aim === 'key' || child.text === '')));
    offset = showKey ? keyOffset : child.offset;
    tree = child;
  }
  return source.position(offset);
}

/** Says which scalars stay as they were written instead of becoming numbers and booleans. */
export type IsText = (path: TreePath) => boolean;

export interface PlainOptions {
  readonly path?: TreePath;
  /** Scalars that are read as if they had no quotes. */
  readonly unquoted?: ReadonlySet<Tree>;
}

export function toPlain(tree: Tree, isText: IsText, { path = [], unquoted }: PlainOptions = {}): unknown {
  const below = (value: Tree, key: string | number): unknown => toPlain(value, isText, { path: [...path, key], ...(unquoted === undefined ? {} : { unquoted }) });
  switch (tree.type) {
    case 'scalar':
      if (unquoted?.has(tree) === true) return scalarOf(tree.text);
      return tree.value !== null && isText(path) ? tree.text : tree.value;
    case 'list':
      return tree.items.map((item, index) => below(item, index));
    case 'map':
      return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, below(value, key)]));
  }
}

/** What a person would call the value; a value that may be a secret is not repeated. */
export function describeTree(tree: Tree | undefined, repeat = true): string {
  if (tree === undefined) return 'nothing';
  if (tree.type === 'map') return 'a map';
  if (tree.type === 'list') return 'a list';
  if (tree.value === null) return 'nothing';
  const kind = typeof tree.value === 'string' ? 'text' : typeof tree.value === 'number' ? 'the number' : '';
  if (!repeat || tree.fromVariable) return kind === '' ? 'true or false' : kind === 'text' ? 'text' : 'a number';
  const text = tree.text.length > 40 ? `${tree.text.slice(0, 40)}…` : tree.text;
  return kind === 'text' ? `text ${JSON.stringify(text)}` : `${kind} ${text}`.trim();
}
