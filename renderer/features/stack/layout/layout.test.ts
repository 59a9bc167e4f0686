import { expect, it } from 'vitest';
import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';
import { labelHeight, labelPlaces, labelWidth } from './labels.ts';
import { columnWidth, layout, nodeHeight, nodeWidth, type Place } from './layout.ts';
import { pointsOn } from './points.ts';
import { spread } from './spread.ts';
import { wires } from './wires.ts';

type Pair = readonly [string, string];
const edges = (...pairs: readonly Pair[]): EdgeView[] => pairs.map(([from, to]) => ({ from, to, kind: 'uses', protocol: 'http' }));
const columns = (names: readonly string[], used: readonly EdgeView[]): string[][] => [...Map.groupBy([...layout(names, used).places], ([, { x }]) => x)].toSorted(([a], [b]) => a - b).map(([, column]) => column.map(([name]) => name).toSorted());

/** `from → to crosses name`, for each wire that touches a service other than its ends. */
function crossings(names: readonly string[], used: readonly EdgeView[]): string[] {
  const placed = layout(names, used);
  return wires(used, placed).wires.flatMap(({ id, from, to, path }) => {
    const points = pointsOn(path);
    return [...placed.places].flatMap(([name, { x, y }]) => (name !== from && name !== to && points.some((point) => point.x > x - 4 && point.x < x + nodeWidth + 4 && point.y > y - 4 && point.y < y + nodeHeight + 4) ? [`${id} crosses ${name}`] : []));
  });
}

const shop: readonly Pair[] = [['edge', 'mesh'], ['mesh', 'api'], ['api', 'cache'], ['api', 'files'], ['api', 'search'], ['api', 'sessions'], ['worker', 'cache'], ['worker', 'broker'], ['worker', 'files'], ['worker', 'search'], ['worker', 'sessions']];
const shopNames = ['cache', 'broker', 'files', 'search', 'sessions', 'api', 'worker', 'mesh', 'edge'];

it('puts a service right of everything that uses it, and an entry next to what it uses', () => {
  expect(columns(['cache', 'edge', 'api', 'worker'], edges(['edge', 'api'], ['api', 'cache'], ['worker', 'cache']))).toEqual([['edge'], ['api', 'worker'], ['cache']]);
});

it('gives every service its own place, with circles, self-use, unknown names and thousands of services', () => {
  expect(layout(['a', 'b', 'c'], edges(['a', 'b'], ['b', 'a'], ['c', 'c'], ['a', 'gone'])).places.size).toBe(3);
  const names = Array.from({ length: 2_000 }, (_, index) => `service-${index}`);
  const { places } = layout(names, edges(...names.slice(1).map((name, index) => [names[index >> 1] ?? '', name] as const)));
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(2_000);
});

it('never lets two services of a column touch and is the same each time', () => {
  const placed = layout(shopNames, edges(...shop));
  for (const column of Map.groupBy(placed.places.values(), ({ x }) => x).values()) {
    const tops = column.map(({ y }) => y).toSorted((a, b) => a - b);
    for (const [index, top] of tops.slice(1).entries()) expect(top - (tops[index] ?? 0)).toBeGreaterThan(nodeHeight);
  }
  expect(layout(shopNames, edges(...shop))).toEqual(placed);
});

it('leads no wire of the demo through a service', () => {
  expect(crossings(shopNames, edges(...shop))).toEqual([]);
});

/** The same ones each time. */
function manyStacks(): { readonly names: readonly string[]; readonly used: readonly EdgeView[] }[] {
  let seed = 7;
  // A small generator with a seed.
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  return Array.from({ length: 60 }, () => {
    const names = Array.from({ length: 4 + random(22) }, (_, index) => `s${index}`);
    return { names, used: edges(...names.flatMap((name, index): Pair[] => Array.from({ length: index === 0 ? 0 : random(4) }, () => [name, names[random(index)] ?? 's0'] as const))) };
  });
}

it('leads no wire through a service in any of many stacks', () => {
  for (const { names, used } of manyStacks()) expect(crossings(names, used)).toEqual([]);
});

it('leads a wire back below everything', () => {
  const used = edges(['a', 'b'], ['b', 'c'], ['c', 'a']);
  const placed = layout(['a', 'b', 'c'], used);
  const back = wires(used, placed).wires.filter(({ from, to }) => (placed.places.get(from)?.x ?? 0) > (placed.places.get(to)?.x ?? 0));
  expect(back).toHaveLength(1);
  expect(Math.max(...pointsOn(back[0]?.path ?? '').map(({ y }) => y))).toBeGreaterThan(placed.bottom);
});

it('names each protocol once where it arrives, apart from the others', () => {
  const used: EdgeView[] = [...edges(['a', 'x'], ['b', 'x']), { from: 'c', to: 'x', kind: 'uses', protocol: 'amqp' }];
  const { plugs } = wires(used, layout(['a', 'b', 'c', 'x'], used));
  expect(plugs.map(({ protocol }) => protocol).toSorted()).toEqual(['amqp', 'http']);
  expect(Math.abs((plugs[0]?.at.y ?? 0) - (plugs[1]?.at.y ?? 0))).toBeGreaterThanOrEqual(16);
  expect(plugs.every(({ width }) => width < columnWidth - nodeWidth)).toBe(true);
});

interface Box {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the figures of wires cover, as `from → to covers name`. */
function covered(names: readonly string[], used: readonly EdgeView[]): string[] {
  const placed = layout(names, used);
  const { wires: all, plugs } = wires(used, placed);
  const labels = [...labelPlaces(all, plugs, placed)].map(([name, { x, y }]): Box => ({ name, x: x - labelWidth / 2, y: y - labelHeight / 2, width: labelWidth, height: labelHeight }));
  const others = [
    ...[...placed.places].map(([name, { x, y }]): Box => ({ name, x, y, width: nodeWidth, height: nodeHeight })),
    ...plugs.map(({ to, protocol, at, width }): Box => ({ name: `${protocol} of ${to}`, x: at.x - width, y: at.y - 8, width, height: 16 })),
  ];
  const touches = (one: Box, other: Box): boolean => one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;
  return labels.flatMap((label, index) => [...others, ...labels.slice(index + 1)].filter((other) => touches(label, other)).map((other) => `${label.name} covers ${other.name}`));
}

/** How many points of other wires the figures cover. */
function hidden(names: readonly string[], used: readonly EdgeView[]): number {
  const placed = layout(names, used);
  const { wires: all, plugs } = wires(used, placed);
  const isCovered = ({ x, y }: Place, at: Place): boolean => Math.abs(x - at.x) < labelWidth / 2 && Math.abs(y - at.y) < labelHeight / 2;
  return [...labelPlaces(all, plugs, placed)].reduce((sum, [id, at]) => sum + all.filter((wire) => wire.id !== id).flatMap(({ path }) => pointsOn(path)).filter((point) => isCovered(point, at)).length, 0);
}

it('finds every wire of the demo a place for its figure that covers nothing, on the wire', () => {
  const protocols: Readonly<Record<string, string>> = { cache: 'redis', broker: 'amqp', sessions: 'memcached' };
  const used = edges(...shop).map((edge): EdgeView => ({ ...edge, protocol: protocols[edge.to] ?? edge.protocol }));
  expect(covered(shopNames, used)).toEqual([]);
  expect(hidden(shopNames, used)).toBe(0);
  const placed = layout(shopNames, used);
  const { wires: all, plugs } = wires(used, placed);
  const places = labelPlaces(all, plugs, placed);
  expect(places.size).toBe(all.length);
  for (const { id, path } of all) expect(pointsOn(path).some(({ x, y }) => x === places.get(id)?.x && y === places.get(id)?.y)).toBe(true);
  expect(labelPlaces(all, plugs, placed)).toEqual(places);
});

it('lays figures on no service and on no other figure in any of many stacks', () => {
  const wrong = manyStacks().map(({ names, used }) => covered(names, used));
  expect(wrong.flat()).toEqual([]);
});

it('finds places for thousands of wires in no time', () => {
  const names = Array.from({ length: 2_000 }, (_, index) => `service-${index}`);
  const used = edges(...names.slice(1).map((name, index) => [names[index >> 1] ?? '', name] as const));
  const placed = layout(names, used);
  const { wires: all, plugs } = wires(used, placed);
  const began = performance.now();
  expect(labelPlaces(all, plugs, placed).size).toBe(1_999);
  expect(performance.now() - began).toBeLessThan(5_000);
});

it('spreads what wants one place around it, and leaves alone what has room', () => {
  const spots = [{ wish: 0, height: 10 }, { wish: 0, height: 10 }, { wish: 100, height: 10 }];
  expect(spread(spots, 2)).toEqual([-6, 6, 100]);
  expect(spread([], 2)).toEqual([]);
});
