import type { EdgeView } from '../../../services/contract/views/stack-view.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export const nodeWidth = 208;
export const nodeHeight = 78;
const columnGap = 72;
const rowGap = 22;
const passes = 4;

type Links = ReadonlyMap<string, readonly string[]>;

/** Whom each service uses (`to`), or who uses it (`from`). */
function links(names: readonly string[], edges: readonly EdgeView[], to: 'from' | 'to'): Links {
  const from = to === 'to' ? 'from' : 'to';
  return new Map(names.map((name) => [name, [...new Set(edges.flatMap((edge) => (edge[from] === name && edge[to] !== name ? [edge[to]] : [])))]]));
}

/** How far a service is from an entry: one more than the farthest of those that use it. A circle is cut where it is met again. */
function depths(names: readonly string[], users: Links): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = (name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (open.has(name)) return -1;
    open.add(name);
    const depth = 1 + Math.max(-1, ...(users.get(name) ?? []).map(depthOf));
    open.delete(name);
    known.set(name, depth);
    return depth;
  };
  for (const name of names) depthOf(name);
  return known;
}

/** An entry stands one column before the first that it uses, not at the far left: its wires are short and pass behind nothing. */
function pulled(depth: ReadonlyMap<string, number>, users: Links, used: Links): ReadonlyMap<string, number> {
  return new Map(
    [...depth].map(([name, own]) => {
      const targets = (used.get(name) ?? []).map((each) => depth.get(each) ?? 0);
      return [name, (users.get(name) ?? []).length > 0 || targets.length === 0 ? own : Math.max(own, Math.min(...targets) - 1)];
    }),
  );
}

const mean = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length);

/**
 * Columns from entry to what stands behind, in each the services near those they are wired to; every column centred. The same
 * topology always gives the same picture: state never moves a node.
 */
export function layout(names: readonly string[], edges: readonly EdgeView[]): ReadonlyMap<string, Place> {
  const known = edges.filter(({ from, to }) => names.includes(from) && names.includes(to));
  const users = links(names, known, 'from');
  const used = links(names, known, 'to');
  const depth = pulled(depths(names, users), users, used);
  const columns = Map.groupBy(names, (name) => depth.get(name) ?? 0);
  const levels = [...columns.keys()].toSorted((a, b) => a - b);
  const order = new Map<string, number>();
  const place = (level: number, ordered: readonly string[]): void => {
    columns.set(level, [...ordered]);
    for (const [index, name] of ordered.entries()) order.set(name, index - (ordered.length - 1) / 2);
  };
  for (const level of levels) place(level, columns.get(level) ?? []);
  for (let pass = 0; pass < passes; pass += 1) {
    const near = pass % 2 === 0 ? users : used;
    for (const level of pass % 2 === 0 ? levels : levels.toReversed()) {
      const wish = new Map((columns.get(level) ?? []).map((name) => [name, mean((near.get(name) ?? []).map((each) => order.get(each) ?? 0)) ?? order.get(name) ?? 0]));
      place(level, [...wish.keys()].toSorted((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.localeCompare(b)));
    }
  }
  return new Map(levels.flatMap((level) => (columns.get(level) ?? []).map((name) => [name, { x: level * (nodeWidth + columnGap), y: (order.get(name) ?? 0) * (nodeHeight + rowGap) }] as const)));
}
