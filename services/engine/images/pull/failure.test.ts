import { expect, test } from 'vitest';
import { pullFailure, unavailable } from './failure.ts';

// The engine's own words (20.10 to 29): its status says nothing.
test.each([
  ['toomanyrequests: You have reached your unauthenticated pull rate limit.', 'rate-limit'],
  ['pull access denied for minio/minio, repository does not exist or may require \'docker login\': denied: requested access to the resource is denied', 'not-found'],
  ['manifest for redis:99 not found: manifest unknown: manifest unknown', 'not-found'],
  ['Head "http://127.0.0.1:5000/v2/a/manifests/1": no basic auth credentials', 'not-found'],
  ['Get "https://registry.test/v2/": dial tcp: lookup registry.test: no such host', 'unreachable'],
  ['Get "https://registry.test/v2/": dial tcp 127.0.0.1:1: connect: connection refused', 'unreachable'],
  ['Get "https://registry.test/v2/": net/http: TLS handshake timeout', 'unreachable'],
  ['Get "https://r.test/v2/": x509: certificate signed by unknown authority', 'unreachable'],
  ['received unexpected HTTP status: 500 Internal Server Error', 'server'],
  ['received unexpected HTTP status: 503 Service Unavailable', 'server'],
  ['no matching manifest for linux/amd64 in the manifest list entries', 'platform'],
  ['write /var/lib/docker/tmp/GetImageBlob1: no space left on device', 'no-space'],
  ['unexpected EOF', 'broken'],
  ['filesystem layer verification failed for digest sha256:0123', 'broken'],
] as const)('%s is %s', (words, kind) => expect(pullFailure(new Error(words)).kind).toBe(kind));

test('an error for a user has one line, a hint and no prefix of the engine', () => {
  const error = unavailable(pullFailure(new Error('Error response from daemon: manifest unknown:\n manifest unknown.')), { reference: 'redis:99', service: 'cache', locked: false });
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', service: 'cache', message: 'Image redis:99 was not found or is private: manifest unknown: manifest unknown.' });
  expect(error.hint).toMatch(/docker login/);
});
