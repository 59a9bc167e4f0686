import { expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';

it('reads its own words and leaves the others to Chromium and Electron', () => {
  expect(parseArguments(['/opt/Stackyard/stackyard-desktop', '--no-sandbox', '.'])).toEqual({ attach: false, hidden: false, address: undefined, stack: undefined });
  expect(parseArguments(['electron', '.', '--attach', '--hidden', '--stack=/home/ann/my shop', 'stackyard://open/shop/logs'])).toEqual({ attach: true, hidden: true, address: '/shop/logs', stack: '/home/ann/my shop' });
});

it('takes no address from a link that does more than show', () => {
  expect(parseArguments(['stackyard://run/shop/down', 'stackyard://open/../x']).address).toBe('?notice=link');
  expect(parseArguments(['stackyard://run/shop/down', 'stackyard://open/shop/logs']).address).toBe('/shop/logs');
});
