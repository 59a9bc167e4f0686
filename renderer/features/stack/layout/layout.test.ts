import { expect, it } from 'vitest';
import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';
import { columnWidth, layout, nodeHeight, nodeWidth } from './layout.ts';
import { spread } from './spread.ts';
import { wires } from './wires.ts';

type Pair = readonly [string, string];
const edges = (...pairs: readonly Pair[]): EdgeView[] => pairs.map(([from, to]) => ({ from, to, kind: 'uses', protocol: 'http' }));
const columns = (names: readonly string[], used: readonly EdgeView[]): string[][] => [...Map.groupBy([...layout(names, used).places], ([, { x }]) => x)].toSorted(([a], [b]) => a - b).map(([, column]) => column.map(([name]) => name).toSorted());

/** Points on a path of M, L, C and Q with absolute coordinates. */
function pointsOn(path: string): { x: number; y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (const [, command = '', text = ''] of path.matchAll(/([MLCQ])([^MLCQ]+)/g)) {
    const numbers = text.trim().split(/[ ,]+/).map(Number);
    const corners = Array.from({ length: numbers.length / 2 }, (_, index) => ({ x: numbers[index * 2] ?? 0, y: numbers[index * 2 + 1] ?? 0 }));
    const start = points.at(-1);
    if (start === undefined || command === 'M') points.push(...corners);
    else {
      for (let step = 1; step <= 40; step += 1) {
        // De Casteljau, for lines and curves alike.
        let current = [start, ...corners];
        while (current.length > 1) current = current.slice(1).map((corner, index) => ({ x: (current[index]?.x ?? 0) + (corner.x - (current[index]?.x ?? 0)) * (step / 40), y: (current[index]?.y ?? 0) + (corner.y - (current[index]?.y ?? 0)) * (step / 40) }));
        points.push(current[0] ?? start);
      }
    }
  }
  return points;
}

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

it('leads no wire through a service in any of many stacks', () => {
  // A small generator with a seed: the same stacks each time.
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 60; round += 1) {
    const names = Array.from({ length: 4 + random(22) }, (_, index) => `s${index}`);
    const used = names.flatMap((name, index): Pair[] => Array.from({ length: index === 0 ? 0 : random(4) }, () => [name, names[random(index)] ?? 's0'] as const));
    expect(crossings(names, edges(...used))).toEqual([]);
  }
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

it('spreads what wants one place around it, and leaves alone what has room', () => {
  const spots = [{ wish: 0, height: 10 }, { wish: 0, height: 10 }, { wish: 100, height: 10 }];
  expect(spread(spots, 2)).toEqual([-6, 6, 100]);
  expect(spread([], 2)).toEqual([]);
});
