import { expect, test } from 'vitest';
import { indexImages } from './present.ts';

const images = indexImages([
  { Id: 'sha256:1', RepoTags: ['redis:8', 'redis:latest'], RepoDigests: ['redis@sha256:aa'], Size: 5 },
  { Id: 'sha256:2', RepoTags: null, RepoDigests: ['127.0.0.1:5000/nginx@sha256:bb'] },
  { Id: 'sha256:3', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'] },
]);

test.each([
  ['redis:8', 'sha256:1'],
  ['redis', 'sha256:1'],
  ['docker.io/library/redis:8', 'sha256:1'],
  ['redis@sha256:aa', 'sha256:1'],
  ['redis:7@sha256:aa', 'sha256:1'],
  ['127.0.0.1:5000/nginx@sha256:bb', 'sha256:2'],
  ['sha256:3', 'sha256:3'],
  ['redis:7', undefined],
  ['nginx', undefined],
  ['redis:8@sha256:cc', undefined],
])('%s is %s', (reference, id) => expect(images.find(reference)?.id).toBe(id));

test('content is found under any name', () => {
  expect(images.withDigest('sha256:bb')).toMatchObject({ reference: '127.0.0.1:5000/nginx@sha256:bb', image: { id: 'sha256:2' } });
  expect(images.withDigest('sha256:cc')).toBeUndefined();
});
