import { expect, it } from 'vitest';
import { offsetFor, rowsInView, rowWindow } from './window.ts';

const size = { count: 1_000_000, rowHeight: 30, viewHeight: 600 };

it('reaches the last of a million rows below the limit of elements', () => {
  const { height, scale } = rowWindow(size);
  expect(height).toBe(8_000_000);
  expect((height - size.viewHeight) * scale).toBeCloseTo(size.count * size.rowHeight - size.viewHeight, 3);
  expect(rowsInView(size.count * size.rowHeight - size.viewHeight, size)[1]).toBe(size.count);
});

it('moves only as far as a row needs', () => {
  expect([offsetFor(0, 90, size), offsetFor(5, 90, size), offsetFor(100, 0, size)]).toEqual([0, 90, 2_430]);
});
