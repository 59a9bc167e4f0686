import { expect, it } from 'vitest';
import { isSameScreen } from './same-screen.ts';

it('takes a service and the list of all for one screen, and the same screen of another stack for another', () => {
  expect(isSameScreen('/shop/services', '/shop/services/cache')).toBe(true);
  expect(isSameScreen('/shop/services/cache', '/shop/services/api')).toBe(true);
  expect(isSameScreen('/shop/services', '/shop/stack')).toBe(false);
  expect(isSameScreen('/shop/stack', '/other/stack')).toBe(false);
  expect(isSameScreen('/-/open', '/-/settings')).toBe(false);
});
