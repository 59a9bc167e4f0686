import { expect, test } from 'vitest';
import { staysWithoutWindow, type Stay } from './staying.ts';

const stay = (change: Partial<Stay>): boolean => staysWithoutWindow({ platform: 'linux', hasTray: true, settings: undefined, ...change });

test('the app stays without a window where something brings one back, and the user wants it', () => {
  expect(stay({})).toBe(true);
  expect(stay({ hasTray: false })).toBe(false);
  expect(stay({ hasTray: false, platform: 'darwin' })).toBe(true);
  for (const platform of ['linux', 'darwin', 'win32'] as const) {
    expect(stay({ platform, settings: { closeToTray: false } })).toBe(false);
    expect(stay({ platform, settings: { closeToTray: true } })).toBe(true);
  }
});
