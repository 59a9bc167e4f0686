import type { Draft } from './draft.ts';
import { childOf, type MapTree, type Tree, type TreePath } from './yaml-tree.ts';

/** Names in `uses` and `depends_on` (list or map), each once, with their places. Other forms are the shape check's to report. */
export function usesOf(service: string, tree: MapTree): Draft['uses'] {
  const found = new Map<string, TreePath>();
  for (const key of ['uses', 'depends_on']) {
    for (const [name, last] of namesOf(childOf(tree, key))) if (!found.has(name)) found.set(name, ['services', service, key, last]);
  }
  return [...found].map(([name, path]) => ({ name, path }));
}

function namesOf(tree: Tree | undefined): readonly (readonly [string, PropertyKey])[] {
  if (tree?.type === 'map') return [...tree.entries.keys()].map((key) => [key, key]);
  if (tree?.type !== 'list') return [];
  return tree.items.flatMap((item, index) => (item.type === 'scalar' && item.text !== '' ? [[item.text, index] as const] : []));
}
