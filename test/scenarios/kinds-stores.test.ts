import { Redis } from 'ioredis';
import { Client as MinioClient } from 'minio';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

describe('redis', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await createStack({ services: '  cache: { template: redis, options: { maxmemory: 32mb, memory: 64mb, fsync: always } }\n' });
    await stack.start('cache');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const connect = (): Redis => new Redis({ ...stack.reach('cache').address('redis'), password: stack.reach('cache').secret('password'), lazyConnect: true, maxRetriesPerRequest: 1 });

  test('is ready with its password, and has the settings of its options', async () => {
    expect(await stack.ready('cache')).toBeLessThan(20_000);
    const redis = connect();
    try {
      expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
      expect(await redis.config('GET', 'maxmemory')).toEqual(['maxmemory', String(32 * 1024 ** 2)]);
      await redis.set('kept', 'yes');
    } finally {
      redis.disconnect();
    }
  });

  test('a probe with a wrong password says so', async () => {
    const reach = { ...stack.reach('cache'), secret: () => 'wrong' };
    await expect((await stack.kind('cache')).probe?.(reach)).rejects.toThrow(/WRONGPASS/);
  });

  test('stops with 0 well within its grace, and a new container has the data', async () => {
    const stopped = await stack.stop('cache');
    expect(stopped.exitCode).toBe(0);
    expect(stopped.milliseconds).toBeLessThan(10_000);
    await stack.remove('cache');
    await stack.start('cache');
    await stack.ready('cache');
    const redis = connect();
    try {
      expect(await redis.get('kept')).toBe('yes');
    } finally {
      redis.disconnect();
    }
  });
});

describe.each([false, true])('memcached, auth %s', (auth) => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await createStack({ services: `  sessions: { template: memcached, options: { auth: ${auth} } }\n` });
    await stack.start('sessions');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  test('is ready, and stops with 0', async () => {
    await stack.ready('sessions');
    if (auth) {
      const reach = { ...stack.reach('sessions'), options: { auth: false } };
      await expect((await stack.kind('sessions')).probe?.(reach)).rejects.toThrow(/CLIENT_ERROR unauthenticated/);
    }
    expect(await stack.stop('sessions')).toMatchObject({ exitCode: 0 });
  });
});

describe('minio', () => {
  let stack: TestStack;
  const declared = `
    buckets:
      - plain
      - { name: receipts, versioning: true, quota: 1gb }
      - { name: uploads, lifecycle: [{ prefix: scans/, expireDays: 365 }, { expireVersionsDays: 7 }], policy: upload }
      - { name: assets, policy: public-read }
      - { name: vault, objectLock: true }
`;
  beforeAll(async () => {
    stack = await createStack({ services: `  files:\n    template: minio${declared}` });
    await stack.start('files');
    await stack.ready('files');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const connect = (): MinioClient => {
    const reach = stack.reach('files');
    const { host, port } = reach.address('s3');
    return new MinioClient({ endPoint: host, port, useSSL: false, accessKey: reach.secret('accessKey'), secretKey: reach.secret('secretKey') });
  };

  test('buckets are made once', async () => {
    const first = await stack.apply('files');
    expect(first.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'created'));
    const second = await stack.apply('files');
    expect(second).toEqual(first.map(({ resource }) => ({ resource, outcome: 'unchanged' })));
  });

  test('and have what was declared', async () => {
    const client = connect();
    expect((await client.listBuckets()).map(({ name }) => name).toSorted()).toEqual(['assets', 'plain', 'receipts', 'uploads', 'vault']);
    expect(await client.getBucketVersioning('receipts')).toMatchObject({ Status: 'Enabled' });
    expect(JSON.stringify(await client.getBucketLifecycle('uploads'))).toMatch(/scans\/.*365|365.*scans\//);
    await client.putObject('assets', 'logo.txt', 'logo');
    await client.putObject('plain', 'secret.txt', 'secret');
    const { host, port } = stack.reach('files').address('s3');
    expect(await (await fetch(`http://${host}:${port}/assets/logo.txt`)).text()).toBe('logo');
    expect((await fetch(`http://${host}:${port}/plain/secret.txt`)).status).toBe(403);
    expect((await fetch(`http://${host}:${port}/uploads/anyone.txt`, { method: 'PUT', body: 'from outside' })).status).toBe(200);
  });

  test('a changed declaration changes what can be changed, and says what cannot', async () => {
    const outcomes = await stack.apply('files', { buckets: [{ name: 'assets', policy: 'private' }, { name: 'receipts', versioning: false, quota: '2gb' }, { name: 'uploads', lifecycle: [] }, { name: 'plain', objectLock: true }] });
    expect(outcomes).toMatchObject([{ outcome: 'changed' }, { outcome: 'changed' }, { outcome: 'changed' }, { outcome: 'kept-different', detail: expect.stringContaining('object lock') }]);
    const { host, port } = stack.reach('files').address('s3');
    expect((await fetch(`http://${host}:${port}/assets/logo.txt`)).status).toBe(403);
  });

  test('the default credentials are refused, and a new container has the data', async () => {
    const { host, port } = stack.reach('files').address('s3');
    const stranger = new MinioClient({ endPoint: host, port, useSSL: false, accessKey: 'minioadmin', secretKey: 'minioadmin' });
    await expect(stranger.listBuckets()).rejects.toThrow(/Access Key|InvalidAccessKeyId|denied/i);
    expect(await stack.stop('files')).toMatchObject({ exitCode: 0 });
    await stack.remove('files');
    await stack.start('files');
    await stack.ready('files');
    expect(await connect().statObject('plain', 'secret.txt')).toMatchObject({ size: 6 });
  });
});

test.each([
  ['redis', 'maxmemory: 1gb', 'memory 1288mb'],
  ['memcached', 'size: 512mb', 'memory: 528mb'],
])('%s: what does not fit into the memory limit is told at the start, not by a kill later', async (template, option, advice) => {
  await using stack = await createStack({ services: `  cache: { template: ${template}, options: { ${option} } }\n` });
  await stack.start('cache');
  await expect(stack.ready('cache')).rejects.toThrow(`write ${advice} or more`);
});
