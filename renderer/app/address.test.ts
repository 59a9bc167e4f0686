import { describe, expect, it } from 'vitest';
import { canBeSlug, readable } from './address.ts';

describe('the name of a stack in an address', () => {
  it.each(['shop', 'shop@checkout', 'shop@my folder', '/home/ada/shop/stackyard.yaml', String.raw`C:\code\shop\stackyard.yaml`])('%j may be one', (slug) => expect(canBeSlug(slug)).toBe(true));
  it.each(['', '-', '.', '..', '\u0000', 'shop\u0000', '<script>', 'shop/../other', '/etc\u0007', '@shop'])('%j is none', (slug) => expect(canBeSlug(slug)).toBe(false));
});

it('an address is told as a person would write it, and never at length', () => {
  expect(readable('/%2e%2e/a%20b')).toBe('/../a b');
  expect(readable('/%zz')).toBe('/%zz');
  expect(readable('x'.repeat(500))).toHaveLength(81);
});
