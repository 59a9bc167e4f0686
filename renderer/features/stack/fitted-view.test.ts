import { expect, it } from 'vitest';
import { fittedView, viewWith } from './fitted-view.ts';

const room = { width: 1_000, height: 600 };

it('never grows a small stack beyond what reads well, and stands it in the middle', () => {
  expect(fittedView({ x: 0, y: 0, width: 200, height: 100 }, room)).toEqual({ zoom: 1.1, x: 390, y: 245 });
});

it('never shrinks a large one until it cannot be read: its beginning is in sight', () => {
  expect(fittedView({ x: 10, y: 0, width: 5_000, height: 100 }, room)).toEqual({ zoom: 0.8, x: 16, y: 260 });
});

it('moves just as far as it takes to see the chosen one', () => {
  const view = { zoom: 1, x: 0, y: 0 };
  expect(viewWith(view, { x: 100, y: 100, width: 188, height: 100 }, room)).toEqual(view);
  expect(viewWith(view, { x: 900, y: 100, width: 188, height: 100 }, room)).toEqual({ zoom: 1, x: -112, y: 0 });
  expect(viewWith(view, { x: 100, y: -50, width: 188, height: 100 }, room)).toEqual({ zoom: 1, x: 0, y: 74 });
});
