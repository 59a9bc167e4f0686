import { expect, test } from 'vitest';
import { startLinkOf } from './start-link.ts';

test('a link is taken apart; a damaged end still opens the app', () => {
  expect(startLinkOf('#start=a_B-9')).toEqual({ start: '#start=a_B-9', address: undefined });
  expect(startLinkOf(`#start=a&to=${encodeURIComponent('/-/open?folder=%2Fmy%20code')}`)).toEqual({ start: '#start=a', address: '/-/open?folder=%2Fmy%20code' });
  for (const to of ['%', '', 'javascript:alert(1)', '//evil.example/', 'https%3A%2F%2Fevil.example']) expect(startLinkOf(`#start=a&to=${to}`)).toEqual({ start: '#start=a', address: undefined });
  for (const fragment of ['', '#/shop/stack', '#start=', '#start=a b', '#to=/x']) expect(startLinkOf(fragment)).toEqual({ start: '', address: undefined });
});
