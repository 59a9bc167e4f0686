import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';
import { columnGap, nodeHeight, nodeWidth, wireKey, type Layout, type Place } from './layout.ts';

export interface Wire {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly protocol: string;
  /** SVG path. */
  readonly path: string;
}

/** Where wires of one protocol arrive at a service; it names the protocol for all of them. */
export interface Plug {
  readonly to: string;
  readonly protocol: string;
  /** Right end, in the middle of its height: at the service's edge. */
  readonly at: Place;
  readonly width: number;
}

const plugDistance = 19;
const startDistance = 9;
const characterWidth = 6.3;
const plugPadding = 12;
const straight = 14;
const below = 26;

const plugWidth = (text: string): number => Math.min(columnGap - 2 * straight, Math.round(text.length * characterWidth + plugPadding));

/** Values around zero, `distance` apart, never farther out than a service is high. */
function fan(index: number, count: number, distance: number): number {
  const fitting = Math.min(distance, (nodeHeight - 16) / Math.max(1, count - 1));
  return (index - (count - 1) / 2) * fitting;
}

const curve = (from: Place, to: Place): string => {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
};

/** Through the gaps between columns in curves, through a column straight. */
function forward(start: Place, end: Place, lanes: readonly Place[]): string {
  let path = `M${start.x} ${start.y}`;
  let last = start;
  for (const lane of lanes) {
    path += `${curve(last, lane)}L${lane.x + nodeWidth} ${lane.y}`;
    last = { x: lane.x + nodeWidth, y: lane.y };
  }
  return path + curve(last, end);
}

/** Out at the right, below everything, and in from the left. */
function backward(start: Place, end: Place, bottom: number): string {
  const right = start.x + straight * 2;
  const left = end.x - straight * 2;
  return `M${start.x} ${start.y}C${right} ${start.y} ${right} ${start.y} ${right} ${start.y + straight}L${right} ${bottom - straight}Q${right} ${bottom} ${right - straight} ${bottom}L${left + straight} ${bottom}Q${left} ${bottom} ${left} ${bottom - straight}L${left} ${end.y + straight}C${left} ${end.y} ${left} ${end.y} ${end.x} ${end.y}`;
}

/** Parallel wires between two services are one; what arrives at a service by one protocol arrives at one place. */
export function wires(edges: readonly EdgeView[], { places, lanes, bottom }: Layout): { readonly wires: readonly Wire[]; readonly plugs: readonly Plug[] } {
  const between = [...Map.groupBy(edges.filter(({ from, to }) => from !== to && places.has(from) && places.has(to)), ({ from, to }) => wireKey(from, to))].flatMap(([id, group]) => {
    const [first] = group;
    return first === undefined ? [] : [{ id, from: first.from, to: first.to, protocol: [...new Set(group.map(({ protocol }) => protocol))].join(', ') }];
  });
  const placeOf = (name: string): Place => places.get(name) ?? { x: 0, y: 0 };
  const heightAfter = ({ id, to }: (typeof between)[number]): number => lanes.get(id)?.[0]?.y ?? placeOf(to).y + nodeHeight / 2;
  const heightBefore = ({ id, from }: (typeof between)[number]): number => lanes.get(id)?.at(-1)?.y ?? placeOf(from).y + nodeHeight / 2;
  const starts = new Map<string, Place>();
  for (const [name, leaving] of Map.groupBy(between, ({ from }) => from)) {
    const { x, y } = placeOf(name);
    for (const [index, { id }] of leaving.toSorted((a, b) => heightAfter(a) - heightAfter(b)).entries()) starts.set(id, { x: x + nodeWidth, y: y + nodeHeight / 2 + fan(index, leaving.length, startDistance) });
  }
  const plugs: Plug[] = [];
  const ends = new Map<string, Place>();
  for (const [name, arriving] of Map.groupBy(between, ({ to }) => to)) {
    const { x, y } = placeOf(name);
    const groups = [...Map.groupBy(arriving, ({ protocol }) => protocol)].toSorted(([, a], [, b]) => Math.min(...a.map(heightBefore)) - Math.min(...b.map(heightBefore)));
    for (const [index, [protocol, group]] of groups.entries()) {
      const at = { x, y: y + nodeHeight / 2 + fan(index, groups.length, plugDistance) };
      const width = plugWidth(protocol);
      plugs.push({ to: name, protocol, at, width });
      for (const { id } of group) ends.set(id, { x: x - width, y: at.y });
    }
  }
  return {
    plugs,
    wires: between.map((wire) => {
      const start = starts.get(wire.id) ?? { x: 0, y: 0 };
      const end = ends.get(wire.id) ?? { x: 0, y: 0 };
      return { ...wire, path: end.x > start.x ? forward(start, end, lanes.get(wire.id) ?? []) : backward(start, end, bottom + below) };
    }),
  };
}
