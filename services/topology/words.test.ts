import { expect, test } from 'vitest';
import { withVersion } from './image.ts';
import { nearestWord, suggest } from './nearest-word.ts';
import { splitWords } from './shell-words.ts';
import { defaultName } from './stack-name.ts';
import { parseDuration, parseSize } from './units.ts';
import { filterValue } from './value-filters.ts';
import { variableName } from './variable-name.ts';

test.each([['256mb', 256 * 1024 ** 2], ['1.5g', 1.5 * 1024 ** 3], ['8Gi', 8 * 1024 ** 3], ['512', 512], ['10k', 10_240], [0, 0], ['-1', undefined], ['1 mb x', undefined], ['', undefined], ['99999999999t', undefined]])('size %s', (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([['500ms', 0.5], ['1m30s', 90], ['2h', 7200], ['1.5s', 1.5], ['10', 10], [3, 3], ['1h1m1s1ms', 3661.001], ['', undefined], ['soon', undefined], ['1m1h', undefined], ['-1s', undefined], [Number.NaN, undefined]])('duration %s', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test('filters give whole numbers of their unit', () => {
  expect(filterValue('megabytes', '256mb')).toBe(256);
  expect(filterValue('kilobytes', '1m')).toBe(1024);
  expect(filterValue('milliseconds', '1.5s')).toBe(1500);
  expect(filterValue('seconds', 'x')).toBeUndefined();
});

test('the nearest word is found over one mistake in three letters, transpositions counting once', () => {
  expect(nearestWord('optoins', ['options', 'version'])).toBe('options');
  expect(nearestWord('Redis', ['redis', 'rabbitmq'])).toBe('redis');
  expect(nearestWord('cassandra', ['redis', 'minio'])).toBeUndefined();
  expect(suggest('x1', [], 'ports')).toBe('There are no ports.');
  expect(suggest('zzzz', ['http', 'grpc'], 'ports')).toBe('Known ports: http, grpc.');
});

test.each([
  [{ image: 'redis:8.2-alpine', version: '7.4', tag: undefined }, 'redis:7.4-alpine'],
  [{ image: 'redis:8.2-alpine', version: 'latest', tag: undefined }, 'redis:latest'],
  [{ image: 'host:5000/redis', version: '7', tag: undefined }, 'host:5000/redis:7'],
  [{ image: 'minio:RELEASE.2025-01-01', version: '2026', tag: undefined }, 'minio:2026'],
  [{ image: 'rabbit:4.3-management', version: '4.2', tag: '4.2-management-alpine' }, 'rabbit:4.2-management-alpine'],
])('the version in %o', (wanted, image) => {
  expect(withVersion(wanted)).toBe(image);
});

test('names', () => {
  expect(['/project/My Shop_2', '/', 'C:\\work\\3shop', `/x/${'a'.repeat(60)}`].map((directory) => defaultName(directory))).toEqual(['my-shop-2', 'stack', 'shop', 'a'.repeat(40)]);
  expect(variableName('my-cache', 'url')).toBe('MY_CACHE_URL');
  expect(variableName('broker', 'erlangCookie')).toBe('BROKER_ERLANG_COOKIE');
});

test('command lines are split as a shell does, without expansion', () => {
  expect(splitWords(`sh -c 'echo "$HOME" a' "b \\" c" d\\ e ""`)).toEqual(['sh', '-c', 'echo "$HOME" a', 'b " c', 'd e', '']);
  expect(splitWords("sh 'x")).toBeUndefined();
});
