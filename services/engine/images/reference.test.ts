import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidates, formatReference, parseReference } from './reference.ts';

describe('parseReference', () => {
  test.each([
    ['redis', { path: 'redis', tag: 'latest' }],
    ['docker.io/library/redis:8', { path: 'redis', tag: '8' }],
    ['minio/minio:x', { path: 'minio/minio', tag: 'x' }],
    ['localhost/a', { host: 'localhost', path: 'a', tag: 'latest' }],
    ['127.0.0.1:5000/a/b:1', { host: '127.0.0.1:5000', path: 'a/b', tag: '1' }],
    ['127.0.0.1:5000/a', { host: '127.0.0.1:5000', path: 'a', tag: 'latest' }],
    ['quay.io/minio/minio@sha256:ab', { host: 'quay.io', path: 'minio/minio', digest: 'sha256:ab' }],
    ['redis:8@sha256:ab', { path: 'redis', tag: '8', digest: 'sha256:ab' }],
  ])('%s', (text, parts) => expect(parseReference(text)).toEqual(parts));

  test('a formatted reference means the same', () => {
    const word = fc.stringMatching(/^[a-z][a-z\d]{0,6}$/u);
    const host = fc.option(fc.constantFrom('localhost', 'quay.io', '127.0.0.1:5000'), { nil: undefined });
    const parts = fc.record({ host, path: fc.array(word, { minLength: 1, maxLength: 3 }), tag: word });
    fc.assert(
      fc.property(parts, ({ host: registry, path, tag }) => {
        fc.pre(path[0] !== 'library' && path[0] !== 'localhost');
        const reference = { path: path.join('/'), tag, ...(registry === undefined ? {} : { host: registry }) };
        expect(parseReference(formatReference(reference))).toEqual(reference);
      }),
    );
  });
});

describe('candidates', () => {
  test('without a registry: the name itself', () => expect(candidates('redis:8', undefined)).toEqual(['redis:8']));
  test('with one: there, as it is and under library/', () => expect(candidates('redis:8', 'https://m.test:5000/')).toEqual(['m.test:5000/redis:8', 'm.test:5000/library/redis:8']));
  test('a name with a namespace has one place', () => expect(candidates('minio/minio:x', 'm.test')).toEqual(['m.test/minio/minio:x']));
  test('a name with a host is left alone', () => expect(candidates('quay.io/a/b:1', 'm.test')).toEqual(['quay.io/a/b:1']));
});
