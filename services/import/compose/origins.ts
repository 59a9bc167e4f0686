import type { SourcePosition } from '../../contract/errors.ts';
import type { Tree, YamlFile } from '../../topology/yaml-tree.ts';

/** Where a part of a Compose project was written. */
export interface Origin {
  readonly source: YamlFile;
  /** The text of the file, for its comments. */
  readonly text: string;
  /** Folder that relative paths of the file count from. */
  readonly directory: string;
}

/** Remembers for every part of merged trees where it came from, and how its text was before variables were replaced. */
export interface Origins {
  /** Notes a tree and all below it. */
  note(tree: Tree, origin: Origin): void;
  /** A tree made out of another: it stands where that one stood. `text` is how it was written. */
  derive<Made extends Tree>(made: Made, from: Tree, text?: string): Made;
  of(tree: Tree): Origin | undefined;
  /** The text as stackyard.yaml may hold it, with its `${VARIABLES}`. */
  written(tree: Tree): string;
  at(tree: Tree, offset?: number): SourcePosition;
}

export function createOrigins(): Origins {
  const origins = new WeakMap<Tree, Origin>();
  const texts = new WeakMap<Tree, string>();
  function note(tree: Tree, origin: Origin): void {
    // Anchors make one tree part of several.
    if (origins.has(tree)) return;
    origins.set(tree, origin);
    if (tree.type === 'list') for (const item of tree.items) note(item, origin);
    if (tree.type === 'map') for (const { value } of tree.entries.values()) note(value, origin);
  }
  return {
    note,
    derive(made, from, text) {
      const origin = origins.get(from);
      if (origin !== undefined) origins.set(made, origin);
      const written = text ?? texts.get(from);
      if (written !== undefined) texts.set(made, written);
      return made;
    },
    of: (tree) => origins.get(tree),
    written: (tree) => texts.get(tree) ?? (tree.type === 'scalar' ? tree.text : ''),
    at(tree, offset = tree.offset) {
      return origins.get(tree)?.source.position(offset) ?? { file: '', line: 1, column: 1 };
    },
  };
}
