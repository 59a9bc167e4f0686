import { expect, it } from 'vitest';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { layout, nodeHeight } from './layout.ts';

const edges = (...pairs: readonly (readonly [string, string])[]): EdgeView[] => pairs.map(([from, to]) => ({ from, to, kind: 'uses', protocol: 'http' }));
const columns = (names: readonly string[], wires: readonly EdgeView[]): string[][] => [...Map.groupBy([...layout(names, wires)], ([, { x }]) => x).values()].map((column) => column.map(([name]) => name).toSorted());

it('puts a service right of everything that uses it, and an entry next to what it uses', () => {
  expect(columns(['cache', 'edge', 'api', 'worker'], edges(['edge', 'api'], ['api', 'cache'], ['worker', 'cache']))).toEqual([['edge'], ['api', 'worker'], ['cache']]);
});

it('gives every service its own place, with circles, self-use, unknown names and thousands of services', () => {
  expect(layout(['a', 'b', 'c'], edges(['a', 'b'], ['b', 'a'], ['c', 'c'], ['a', 'gone'])).size).toBe(3);
  const names = Array.from({ length: 2_000 }, (_, index) => `service-${index}`);
  const places = layout(names, edges(...names.slice(1).map((name, index) => [names[index >> 1] ?? '', name] as const)));
  expect(new Set([...places.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(2_000);
});

it('never lets two nodes of a column touch and is the same each time', () => {
  const wires = edges(['api', 'x'], ['api', 'y'], ['api', 'z']);
  const places = layout(['api', 'x', 'y', 'z'], wires);
  const heights = ['x', 'y', 'z'].map((name) => places.get(name)?.y ?? 0).toSorted((a, b) => a - b);
  expect((heights[1] ?? 0) - (heights[0] ?? 0)).toBeGreaterThan(nodeHeight);
  expect([...layout(['api', 'x', 'y', 'z'], wires)]).toEqual([...places]);
});
