import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fitToScreens, parseWindowState, smallestWindow } from './window-state.ts';

const screen = { x: 0, y: 24, width: 1920, height: 1056 };

it('comes back as it was', () => {
  const state = { x: 100, y: 50, width: 1200, height: 800, maximized: true, address: '/shop/logs?level=error' };
  expect(fitToScreens(parseWindowState(JSON.stringify(state)), [screen])).toEqual(state);
});

it.each([undefined, '', '{', 'null', '[]', '{"width":"wide","height":1}', '{"width":1e9,"height":1.5}'])('%j is as good as nothing', (text) => expect(parseWindowState(text)).toMatchObject({ width: 1360, height: 860, maximized: false }));

it.each(['javascript:alert(1)', '//evil.test', '/../x', '?notice=link', '', 7, null])('%j is no screen to come back to', (address) => expect(parseWindowState(JSON.stringify({ width: 1200, height: 800, address }))).toMatchObject({ width: 1200, address: undefined }));

it('a window of a screen that is gone comes back on one that is there', () => {
  const state = { x: 2500, y: 50, width: 1200, height: 800, maximized: false, address: undefined };
  expect(fitToScreens(state, [screen, { x: 1920, y: 0, width: 1920, height: 1080 }])).toEqual(state);
  expect(fitToScreens(state, [screen])).toEqual({ ...state, x: undefined, y: undefined });
});

it('is never larger than its screen, never too small to use, and always within reach', () =>
  fc.assert(
    fc.property(fc.record({ x: fc.integer(), y: fc.integer(), width: fc.integer(), height: fc.integer(), maximized: fc.boolean(), address: fc.constant(undefined) }), (state) => {
      const { x, y, width, height } = fitToScreens(state, [screen]);
      expect(width).toBeGreaterThanOrEqual(smallestWindow.width);
      expect(height).toBeGreaterThanOrEqual(smallestWindow.height);
      expect(width).toBeLessThanOrEqual(screen.width);
      expect(height).toBeLessThanOrEqual(screen.height);
      if (x !== undefined && y !== undefined) expect(x < screen.x + screen.width && y >= screen.y && y < screen.y + screen.height).toBe(true);
    }),
  ));
