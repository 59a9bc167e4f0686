import { nodeHeight, nodeWidth, type Layout, type Place } from './layout.ts';
import { pointsOn } from './points.ts';
import type { Plug, Wire } from './wires.ts';

/** Room that the longest figure takes: a place is found for that, so that no figure moves another one. */
export const labelWidth = 46;
export const labelHeight = 14;
/** Between a figure and a service or its protocol. */
const margin = 2;
const plugHeight = 17;
/** Pixels between places that are tried. */
const stride = 6;
/** Comparing each wire with each is worth it for a picture that can be read; with more of them a figure stands where its wire begins. */
const mostWires = 150;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const around = ({ x, y }: Place): Box => ({ left: x - labelWidth / 2, right: x + labelWidth / 2, top: y - labelHeight / 2, bottom: y + labelHeight / 2 });
const grown = (box: Box, by: number): Box => ({ left: box.left - by, right: box.right + by, top: box.top - by, bottom: box.bottom + by });
const holds = (box: Box, { x, y }: Place): boolean => x > box.left && x < box.right && y > box.top && y < box.bottom;
const overlap = (one: Box, other: Box): number => Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) * Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));

interface Spot {
  readonly at: Place;
  /** Pixels from the wire's beginning. */
  readonly along: number;
  /** 0 where the wire is level, 1 where it is upright. */
  readonly slope: number;
}

/** Places on a wire's way, about equally far from each other, from its beginning on. */
function places(points: readonly Place[]): readonly Spot[] {
  const found: Spot[] = [];
  let [along, next] = [0, 0];
  for (const [index, at] of points.entries()) {
    const before = points[index - 1] ?? at;
    const length = Math.hypot(at.x - before.x, at.y - before.y);
    along += length;
    if (along < next) continue;
    found.push({ at, along, slope: length === 0 ? 0 : Math.abs(at.y - before.y) / length });
    next = along + stride;
  }
  return found;
}

function beginning(path: string): Place {
  const [x = 0, y = 0] = path.slice(1).split(/[ CLQ]/).map(Number);
  return { x: x + labelWidth / 2 + margin, y };
}

/**
 * Where the figure of each wire stands, by the wire's id: on the wire itself, as near to its beginning as it covers no service, no protocol and
 * no other figure, and, where that can be, no other wire. The same topology always gives the same places.
 */
export function labelPlaces(wires: readonly Wire[], plugs: readonly Plug[], layout: Layout): ReadonlyMap<string, Place> {
  if (wires.length > mostWires) return new Map(wires.map(({ id, path }) => [id, beginning(path)]));
  const courses = wires.map(({ id, path }) => ({ id, points: pointsOn(path) }));
  const taken: Box[] = [
    ...[...layout.places.values()].map(({ x, y }) => grown({ left: x, right: x + nodeWidth, top: y, bottom: y + nodeHeight }, margin)),
    ...plugs.map(({ at, width }) => grown({ left: at.x - width, right: at.x, top: at.y - plugHeight / 2, bottom: at.y + plugHeight / 2 }, margin)),
  ];
  const chosen = new Map<string, Place>();
  // Short ones have the least choice.
  for (const { id, points } of courses.toSorted((a, b) => a.points.length - b.points.length)) {
    const others = courses.filter((each) => each.id !== id).flatMap((each) => each.points);
    let best: { readonly at: Place; readonly cost: number } | undefined;
    for (const { at, along, slope } of places(points)) {
      const box = around(at);
      if (best !== undefined && along >= best.cost) break;
      const covered = taken.reduce((total, each) => total + overlap(box, each), 0);
      const crossed = others.filter((point) => holds(box, point)).length;
      const cost = along + slope * slopeCost + crossed * crossedCost + covered * coveredCost;
      if (best === undefined || cost < best.cost) best = { at, cost };
    }
    if (best === undefined) continue;
    chosen.set(id, best.at);
    taken.push(around(best.at));
  }
  return chosen;
}

/** In pixels of way that are gone to avoid it: an upright wire, one point of another wire, and one square pixel of something covered. */
const slopeCost = 30;
const crossedCost = 40;
const coveredCost = 1_000;
