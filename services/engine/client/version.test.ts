import { describe, expect, it } from 'vitest';
import { negotiateVersion } from './version.ts';

const engine = (ApiVersion: unknown, MinAPIVersion?: unknown): unknown => ({ Version: '1.2.3', Arch: 'amd64', ApiVersion, MinAPIVersion });

describe('negotiateVersion', () => {
  it.each([
    ['Engine 20.10', engine('1.41', '1.12'), '1.41'],
    ['Engine 25', engine('1.44', '1.24'), '1.44'],
    ['Engine 28', engine('1.48', '1.24'), '1.48'],
    ['Engine 29', engine('1.52', '1.44'), '1.51'],
    ['a later engine', engine('1.56', '1.40'), '1.51'],
    ['an engine whose oldest is our newest', engine('1.60', '1.51'), '1.51'],
    ['an engine that tells no oldest', engine('1.43'), '1.43'],
    ['two digits against one', engine('1.100', '1.9'), '1.51'],
  ])('speaks with %s', (_name, answer, expected) => {
    expect(negotiateVersion(answer, '/s').apiVersion).toBe(expected);
  });

  it.each([
    ['an older engine', engine('1.40', '1.12'), /1\.2\.3 at \/s speaks Docker API 1\.40; Stackyard needs 1\.41 or newer/],
    ['an engine that dropped our versions', engine('1.70', '1.52'), /speaks Docker API 1\.52 to 1\.70; this Stackyard speaks 1\.41 to 1\.51/],
    ['no version', {}, /does not say which Docker API/],
    ['a version of another type', engine(1.41), /does not say which Docker API/],
    ['text in its place', 'OK', /does not say which Docker API/],
    ['nothing', undefined, /does not say which Docker API/],
  ])('refuses %s', (_name, answer, message) => {
    expect(() => negotiateVersion(answer, '/s')).toThrow(expect.objectContaining({ code: 'UNSUPPORTED', message: expect.stringMatching(message) as unknown }));
  });
});
