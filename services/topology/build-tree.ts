import { isAlias, isMap, isScalar, isSeq, type Document, type Pair, type Scalar, type YAMLMap } from 'yaml';
import type { SourcePosition } from '../contract/errors.ts';
import { depthAtMost } from './hostile-yaml.ts';
import type { Problems } from './problems.ts';
import type { MapTree, ScalarTree, Tree } from './yaml-tree.ts';

interface Builder {
  readonly problems: Problems;
  readonly position: (offset: number) => SourcePosition;
}

/** Nodes that aliases and merges may add in all. */
const addedNodesAtMost = 20_000;
/** These reach the prototype of a plain object. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Aliases and merge keys resolved, keys checked. Undefined where that failed; the reasons are then in `problems`. */
export function buildTree(document: Document.Parsed, { problems, position }: Builder): Tree | undefined {
  const anchors = new Map<string, Tree>();
  let added = 0;
  const report = (offset: number, message: string, hint: string): undefined => {
    problems.report({ message, hint, at: position(offset) });
    return undefined;
  };
  const before = problems.count;

  function addNodes(tree: Tree, offset: number): boolean {
    const wasTooMuch = added > addedNodesAtMost;
    added += tree.size;
    if (added <= addedNodesAtMost) return true;
    // Told once: every further alias has the same cause.
    if (wasTooMuch) return false;
    report(offset, 'Aliases (`*name`) would expand this file beyond all measure.', 'Write the parts out, or use fewer aliases.');
    return false;
  }

  function convert(node: unknown, depth: number, place: number): Tree | undefined {
    if (depth > depthAtMost) return report(place, `The file is nested more than ${depthAtMost} levels deep.`, 'A stack needs about 6 levels.');
    if (node === null || node === undefined) return { type: 'scalar', offset: place, size: 1, value: null, text: '', quoted: false, fromVariable: false };
    if (isAlias(node)) {
      const offset = node.range?.[0] ?? place;
      const target = anchors.get(node.source);
      if (target === undefined) return report(offset, `The alias *${node.source} has no anchor before it.`, `Write &${node.source} at the part that it repeats.`);
      return addNodes(target, offset) ? target : undefined;
    }
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return undefined;
    const plain = isMap(node) ? convertMap(node, depth) : isSeq(node) ? convertList(node.items, node.range?.[0] ?? place, depth) : convertScalar(node, place);
    const tree: Tree = node.tag?.startsWith('!') === true ? { ...plain, tag: node.tag } : plain;
    if (node.anchor !== undefined) anchors.set(node.anchor, tree);
    return tree;
  }

  function convertList(nodes: readonly unknown[], offset: number, depth: number): Tree {
    const items = nodes.flatMap((node) => convert(node, depth + 1, offset) ?? []);
    return { type: 'list', offset, items, size: sizeOf(items) };
  }

  function convertMap(node: YAMLMap, depth: number): MapTree {
    const entries = new Map<string, { keyOffset: number; value: Tree }>();
    const merged: Tree[] = [];
    const offset = node.range?.[0] ?? 0;
    for (const pair of node.items) {
      const key = keyOf(pair, offset);
      if (key === undefined) continue;
      const value = convert(pair.value, depth + 1, key.offset);
      if (value === undefined) continue;
      if (key.text === '<<') merged.push(...(value.type === 'list' ? value.items : [value]));
      else if (entries.has(key.text)) report(key.offset, `The key "${key.text}" stands twice in this map.`, 'Keep one of the two.');
      else entries.set(key.text, { keyOffset: key.offset, value });
    }
    for (const source of merged) mergeInto(entries, source, offset);
    return { type: 'map', offset, entries, size: sizeOf([...entries.values()].map(({ value }) => value)) };
  }

  function mergeInto(entries: Map<string, { keyOffset: number; value: Tree }>, source: Tree, offset: number): void {
    if (source.type !== 'map') {
      report(source.offset, '`<<` merges maps only.', 'Give it an alias of a map, such as `<<: *defaults`.');
      return;
    }
    if (!addNodes(source, offset)) return;
    for (const [key, entry] of source.entries) if (!entries.has(key)) entries.set(key, entry);
  }

  function keyOf(pair: Pair, offset: number): { readonly text: string; readonly offset: number } | undefined {
    if (!isScalar(pair.key)) return report(placeOfKey(pair.key) ?? offset, 'A key must be plain text.', 'Write `key: value`.');
    const at = pair.key.range?.[0] ?? offset;
    const text = pair.key.source ?? (typeof pair.key.value === 'string' ? pair.key.value : '');
    if (text === '') return report(at, 'A key is missing before the colon.', 'Write `key: value`.');
    if (forbiddenKeys.has(text)) return report(at, `The key "${text}" is not allowed.`, 'Use another name.');
    return { text, offset: at };
  }

  const root = convert(document.contents, 0, 0);
  return problems.count > before ? undefined : root;
}

function convertScalar(node: Scalar, place: number): ScalarTree {
  const { value } = node;
  const known = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null;
  const text = typeof value === 'string' ? value : (node.source ?? String(value));
  const quoted = node.type !== 'PLAIN';
  return { type: 'scalar', offset: node.range?.[0] ?? place, size: 1, value: known ? value : text, text, quoted, fromVariable: false };
}

function placeOfKey(key: unknown): number | undefined {
  return isMap(key) || isSeq(key) || isAlias(key) ? key.range?.[0] : undefined;
}

function sizeOf(trees: readonly Tree[]): number {
  return trees.reduce((sum, tree) => sum + tree.size, 1);
}
