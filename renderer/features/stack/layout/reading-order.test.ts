import { expect, it } from 'vitest';
import { layout } from './layout.ts';
import { readingOrder } from './reading-order.ts';

it('goes from left to right, and down each column, whatever the order of the file', () => {
  const places = new Map([
    ['cache', { x: 292, y: 114 }],
    ['api', { x: 0, y: 57 }],
    ['broker', { x: 292, y: 0 }],
  ]);
  expect(readingOrder(places)).toEqual(['api', 'broker', 'cache']);
});

it('begins with who uses the others', () => {
  const uses = (from: string, to: string) => ({ from, to, kind: 'uses' as const, protocol: 'tcp' });
  const order = readingOrder(layout(['cache', 'api', 'edge'], [uses('api', 'cache'), uses('edge', 'api')]).places);
  expect(order).toEqual(['edge', 'api', 'cache']);
});
