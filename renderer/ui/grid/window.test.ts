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

it('asked again at the offset that it gave, it gives the same, whatever the height', () => {
  for (const viewHeight of [0, 10, 22, 700]) {
    for (const index of [0, 1, 50, 9_999]) {
      const size = { count: 10_000, rowHeight: 22, viewHeight };
      const once = offsetFor(index, 0, size);
      expect(offsetFor(index, once, size)).toBe(once);
    }
  }
});
