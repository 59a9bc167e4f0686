import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';
import { columnsOf } from './columns.ts';
import { spread } from './spread.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  /** Left upper corner of each service. */
  readonly places: ReadonlyMap<string, Place>;
  /** Heights at which a wire passes the columns between its ends, from left to right, by `wireKey`. Absent: it passes none. */
  readonly lanes: ReadonlyMap<string, readonly Place[]>;
  /** Bottom of the lowest service; wires that lead back go below it. */
  readonly bottom: number;
}

export const nodeWidth = 188;
export const nodeHeight = 100;
export const columnGap = 112;
export const columnWidth = nodeWidth + columnGap;
const laneGap = 14;
/** Services stand a little farther apart than wires. */
const nodeRoom = nodeHeight + 10;
const laneRoom = 4;
const passes = 8;
const settlings = 6;

export const wireKey = (from: string, to: string): string => `${from} → ${to}`;

/** A service, or a place that a wire needs on its way through a column. */
interface Item {
  readonly id: string;
  readonly name: string | undefined;
  readonly column: number;
  readonly before: string[];
  readonly after: string[];
}

const mean = (values: readonly number[]): number | undefined => (values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length);

function itemsOf(names: readonly string[], edges: readonly EdgeView[]): ReadonlyMap<string, Item> {
  const columns = columnsOf(names, edges);
  const items = new Map<string, Item>(names.map((name) => [name, { id: name, name, column: columns.get(name) ?? 0, before: [], after: [] }]));
  const join = (left: string, right: string): void => {
    items.get(left)?.after.push(right);
    items.get(right)?.before.push(left);
  };
  for (const [key, [edge]] of Map.groupBy(edges, ({ from, to }) => wireKey(from, to))) {
    if (edge === undefined) continue;
    const [start, end] = [columns.get(edge.from) ?? 0, columns.get(edge.to) ?? 0];
    if (end <= start) continue;
    let last = edge.from;
    for (let column = start + 1; column < end; column += 1) {
      const id = `${key} ${column}`;
      items.set(id, { id, name: undefined, column, before: [], after: [] });
      join(last, id);
      last = id;
    }
    join(last, edge.to);
  }
  return items;
}

/** In each column those near each other that are wired to the same: fewer wires cross. */
function ordered(items: ReadonlyMap<string, Item>): readonly (readonly Item[])[] {
  const grouped = Map.groupBy(items.values(), ({ column }) => column);
  const columns = Array.from({ length: 1 + Math.max(-1, ...grouped.keys()) }, (_, index) => grouped.get(index) ?? []);
  const rank = new Map<string, number>();
  const place = (column: readonly Item[]): void => {
    for (const [index, { id }] of column.entries()) rank.set(id, index - (column.length - 1) / 2);
  };
  for (const column of columns) place(column);
  for (let pass = 0; pass < passes; pass += 1) {
    const isForward = pass % 2 === 0;
    for (const column of isForward ? columns : columns.toReversed()) {
      const wish = new Map(column.map((item) => [item.id, mean((isForward ? item.before : item.after).map((id) => rank.get(id) ?? 0)) ?? rank.get(item.id) ?? 0]));
      // No `localeCompare`: the first one costs a page 20 ms, and the picture would depend on the language.
      column.sort((a, b) => (wish.get(a.id) ?? 0) - (wish.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
      place(column);
    }
  }
  return columns;
}

/** Heights, each as near as possible to what it is wired to; wires on their way are kept straight before anything else. */
function heights(columns: readonly (readonly Item[])[]): ReadonlyMap<string, number> {
  const at = new Map<string, number>();
  const heightOf = ({ name }: Item): number => (name === undefined ? laneRoom : nodeRoom);
  const settle = (column: readonly Item[], near: (item: Item) => readonly string[]): void => {
    const spots = column.map((item) => ({ wish: mean(near(item).flatMap((id) => at.get(id) ?? [])) ?? at.get(item.id) ?? 0, height: heightOf(item) }));
    for (const [index, centre] of spread(spots, laneGap).entries()) {
      const item = column[index];
      if (item !== undefined) at.set(item.id, centre);
    }
  };
  for (const column of columns) settle(column, () => []);
  for (let round = 0; round < settlings; round += 1) {
    for (const column of columns) settle(column, ({ before }) => before);
    for (const column of columns.toReversed()) settle(column, ({ after }) => after);
  }
  for (const column of columns) settle(column, ({ before, after }) => [...before, ...after]);
  return at;
}

/**
 * Columns from entry to what stands behind. A wire to a column farther on gets a lane of its own through each one between, so it passes
 * no service. The same topology always gives the same picture: state never moves a node.
 */
export function layout(names: readonly string[], edges: readonly EdgeView[]): Layout {
  const known = new Set(names);
  const items = itemsOf(names, edges.filter(({ from, to }) => known.has(from) && known.has(to)));
  const columns = ordered(items);
  const at = heights(columns);
  const places = new Map<string, Place>();
  const lanes = new Map<string, Place[]>();
  for (const { id, name, column } of items.values()) {
    const y = Math.round(at.get(id) ?? 0);
    if (name !== undefined) places.set(name, { x: column * columnWidth, y: y - nodeHeight / 2 });
    else {
      const key = id.slice(0, id.lastIndexOf(' '));
      lanes.set(key, [...(lanes.get(key) ?? []), { x: column * columnWidth, y }]);
    }
  }
  return { places, lanes, bottom: Math.max(0, ...[...places.values()].map(({ y }) => y + nodeHeight)) };
}
