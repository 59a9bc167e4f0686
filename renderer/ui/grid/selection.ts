/** Which rows are marked: positions, so that it holds for a million rows at no cost. */
export interface GridSelection {
  readonly marked: ReadonlySet<string>;
  /** Where Shift extends from. */
  readonly anchor: number;
}

export const noSelection: GridSelection = { marked: new Set(), anchor: -1 };

export function toggled({ marked }: GridSelection, key: string, index: number): GridSelection {
  const next = new Set(marked);
  if (!next.delete(key)) next.add(key);
  return { marked: next, anchor: index };
}

/** Everything from the anchor to a row. */
export function extended(selection: GridSelection, index: number, keyAt: (index: number) => string): GridSelection {
  const anchor = selection.anchor < 0 ? index : selection.anchor;
  const marked = new Set<string>();
  for (let at = Math.min(anchor, index); at <= Math.max(anchor, index); at += 1) marked.add(keyAt(at));
  return { marked, anchor };
}
