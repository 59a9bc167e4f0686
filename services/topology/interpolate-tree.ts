import { interpolate, scalarOf, type Environment } from './interpolate.ts';
import type { Problems } from './problems.ts';
import type { Tree, YamlFile } from './yaml-tree.ts';

/** Variables replaced in all values, not in keys. Mistakes go to `problems`. */
export function interpolateTree(source: YamlFile, environment: Environment, problems: Problems): YamlFile {
  const done = new Map<Tree, Tree>();

  function convert(tree: Tree): Tree {
    const known = done.get(tree);
    if (known !== undefined) return known;
    const result = convertNew(tree);
    done.set(tree, result);
    return result;
  }

  function convertNew(tree: Tree): Tree {
    switch (tree.type) {
      case 'map':
        return { ...tree, entries: new Map([...tree.entries].map(([key, { keyOffset, value }]) => [key, { keyOffset, value: convert(value) }])) };
      case 'list':
        return { ...tree, items: tree.items.map((item) => convert(item)) };
      case 'scalar': {
        if (typeof tree.value !== 'string' || !tree.value.includes('$')) return tree;
        const result = interpolate(tree.value, environment);
        if ('message' in result) {
          problems.report({ ...result, at: source.position(tree.offset) });
          return tree;
        }
        const value = result.changed && !tree.quoted ? scalarOf(result.text) : result.text;
        return { ...tree, value, text: result.text, fromVariable: result.changed };
      }
    }
  }

  return { ...source, root: convert(source.root) };
}
