import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedFields, changesInWords, fieldDiff, lineDiff } from './diff.ts';

it.each([
  ['maxmemory 128mb', 'maxmemory 256mb', 'maxmemory 128mb → 256mb'],
  ['a\nmaxmemory 128mb\nb', 'a\nmaxmemory 256mb\nb', 'maxmemory 128mb → 256mb'],
  ['maxmemory 134217728', 'maxmemory 268435456', 'maxmemory 128mb → 256mb'],
  ['a\nmaxmemory 268435456', 'a\n# not a directive\nmaxmemory 0.5gb is too much', 'maxmemory 256mb → 0.5gb is too much and 1 more line'],
  ['a 1\nb 1', 'a 2\nb 2', 'a 1 → 2 and 1 more line'],
  ['a', 'a\nb', '+ b'],
  ['a\nb\nc\nd', 'a', '- b and 2 more lines'],
  ['a\nb', 'b\na', 'order or spacing of lines'],
])('tells %j → %j as %j', (before, after, words) => {
  expect(lineDiff(before, after)).toBe(words);
});

it.each([
  ['file /etc/redis/redis.conf', { secret: true, content: 'maxmemory 1mb' }, { secret: true, content: 'maxmemory 2mb' }, 'redis.conf changed: maxmemory 1mb → 2mb'],
  ['environment LEVEL', 'info', 'debug', 'environment LEVEL changed: info → debug'],
  ['environment LEVEL', undefined, 'debug', 'environment LEVEL added'],
  ['command', ['redis-server', '--port', '1'], ['redis-server', '--port', '2'], 'command changed: redis-server --port 1 → 2'],
  ['memoryBytes', 1, undefined, 'memoryBytes removed'],
  ['ports', [{ name: 'http', host: '127.0.0.1', hostPort: 80 }], [{ name: 'http', host: '127.0.0.1', hostPort: 81 }], 'port http 127.0.0.1:80 → 127.0.0.1:81'],
  ['ports', [{ name: 'http', host: null, hostPort: null }], [{ name: 'http', host: '0.0.0.0', hostPort: 81 }], 'port http unpublished → 0.0.0.0:81'],
  ['environment URL', '${{ services.a.secrets.p }}', '${{ services.a.secrets.p }}', 'environment URL: a secret or an address in it changed'],
])('tells the change of %s', (field, ...[before, after, words]) => {
  expect(fieldDiff(field, before, after)).toBe(words);
});

it('names at most three fields', () => {
  const fields = ['a', 'b', 'c', 'd', 'e'];
  expect(changesInWords({ fields, after: {} })).toBe('a changed; b changed; c changed; and 2 more');
});

it('finds exactly the fields whose hashes differ', () => {
  const hashes = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('1', '2'), { noNullPrototype: true });
  fc.assert(
    fc.property(hashes, hashes, (before, after) => {
      const changed = new Set(changedFields(before, after));
      for (const field of ['a', 'b', 'c', 'd']) expect(changed.has(field)).toBe(before[field] !== after[field]);
    }),
  );
});

it('stays one short line for any two texts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), fc.string({ unit: 'binary', maxLength: 2000 }), (before, after) => {
      const words = lineDiff(before, after);
      expect(words.length).toBeLessThan(260);
      expect(words).not.toContain('\n');
    }),
    { numRuns: 300 },
  );
});
