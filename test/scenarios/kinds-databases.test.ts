import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exchangeHttp } from '../../services/kinds/http-exchange.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

describe('postgres', () => {
  let stack: TestStack;
  const declared = `
    users: [{ name: reports, password: "\${REPORTS_PASSWORD}", memberOf: [pg_read_all_data] }]
    databases: [shop, { name: warehouse, owner: reports, extensions: [plpgsql] }]
`;
  beforeAll(async () => {
    stack = await createStack({ services: `  db:\n    template: postgres${declared}`, environment: { REPORTS_PASSWORD: 'only-for-this-test' } });
    await stack.start('db');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const asked = async (options: { readonly user?: string; readonly password?: string; readonly database?: string }, text: string): Promise<readonly Record<string, unknown>[]> => {
    const reach = stack.reach('db');
    const client = new Client({ ...reach.address('postgres'), user: 'app', password: reach.secret('password'), database: 'app', ...options });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(text)).rows;
    } finally {
      await client.end();
    }
  };

  test('is ready with its password; a wrong one is refused', async () => {
    await stack.ready('db');
    await expect((await stack.kind('db')).probe?.({ ...stack.reach('db'), secret: () => 'wrong' })).rejects.toThrow(/password authentication failed/);
  });

  test('users and databases are made once', async () => {
    expect(await stack.apply('db')).toEqual([
      { resource: 'user reports', outcome: 'created' },
      { resource: 'database shop', outcome: 'created' },
      { resource: 'database warehouse', outcome: 'created' },
    ]);
    expect(new Set((await stack.apply('db')).map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    expect(await asked({ user: 'reports', password: 'only-for-this-test', database: 'warehouse' }, 'select pg_get_userbyid(datdba) as owner from pg_database where datname = current_database()')).toEqual([{ owner: 'reports' }]);
  });

  test('a new password and a new owner arrive', async () => {
    expect(await stack.apply('db', { users: [{ name: 'reports', password: 'another-password' }], databases: [{ name: 'warehouse' }] })).toMatchObject([{ outcome: 'changed' }, { outcome: 'changed' }]);
    await expect(asked({ user: 'reports', password: 'only-for-this-test' }, 'select 1')).rejects.toThrow(/password/);
    expect(await asked({ user: 'reports', password: 'another-password' }, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('stops fast with a client connected, and a new container has the data', async () => {
    await asked({}, 'create table kept as select 42 as answer');
    const reach = stack.reach('db');
    const idle = new Client({ ...reach.address('postgres'), user: 'app', password: reach.secret('password'), database: 'app' });
    idle.on('error', () => undefined);
    await idle.connect();
    const stopped = await stack.stop('db');
    expect(stopped.exitCode).toBe(0);
    expect(stopped.milliseconds).toBeLessThan(20_000);
    await stack.remove('db');
    await stack.start('db');
    await stack.ready('db');
    expect(await asked({}, 'select answer from kept')).toEqual([{ answer: 42 }]);
  });
});

describe('elasticsearch', () => {
  let stack: TestStack;
  const declared = `
    indexes:
      orders:
        settings: { number_of_shards: 1, number_of_replicas: 0, analysis: { normalizer: { plain: { type: custom, filter: [lowercase] } } } }
        mappings: { properties: { id: { type: keyword, normalizer: plain }, note: { type: text, analyzer: english }, items: { type: nested, properties: { sku: { type: keyword } } } } }
        aliases: { current-orders: {} }
      empty:
`;
  beforeAll(async () => {
    stack = await createStack({ services: `  search:\n    template: elasticsearch\n    options: { heap: 256mb, memory: 768mb }${declared}` });
    await stack.start('search');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const ask = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { text } = await exchangeHttp({ ...stack.reach('search').address('http'), method, path, body, signal: AbortSignal.timeout(20_000), deadline: 20_000 });
    return JSON.parse(text) as Record<string, unknown>;
  };

  test('is ready', async () => {
    expect(await stack.ready('search', { limit: 180_000 })).toBeLessThan(180_000);
  });

  test('indexes are made once', async () => {
    expect(await stack.apply('search')).toEqual([{ resource: 'index orders', outcome: 'created' }, { resource: 'index empty', outcome: 'created' }]);
    expect(await stack.apply('search')).toEqual([{ resource: 'index orders', outcome: 'unchanged' }, { resource: 'index empty', outcome: 'unchanged' }]);
    await ask('PUT', '/orders/_doc/1?refresh=true', { id: 'A-1', note: 'two orders', items: [{ sku: 'x' }] });
    expect(await ask('GET', '/current-orders/_search?q=note:order')).toMatchObject({ hits: { total: { value: 1 } } });
  });

  test('new fields, dynamic settings and aliases are added; what cannot be changed is told', async () => {
    const fields = { id: { type: 'keyword', normalizer: 'plain' }, items: { type: 'nested', properties: { sku: { type: 'keyword' }, price: { type: 'long' } } } };
    expect(await stack.apply('search', { indexes: { orders: { settings: { refresh_interval: '5s' }, mappings: { properties: fields }, aliases: { 'all-orders': {} } } } })).toEqual([{ resource: 'index orders', outcome: 'changed' }]);
    const [kept] = await stack.apply('search', { indexes: [{ name: 'orders', settings: { number_of_shards: 3 }, mappings: { properties: { id: { type: 'long' }, city: { type: 'keyword' } } } }] });
    expect(kept).toMatchObject({ outcome: 'kept-different', detail: expect.stringMatching(/index.number_of_shards is 1, wanted 3.*id/) });
    expect(JSON.stringify(await ask('GET', '/orders/_mapping'))).toMatch(/"city":\{"type":"keyword"\}.*"price":\{"type":"long"\}/);
    expect(await stack.apply('search', { indexes: ['current-orders'] })).toMatchObject([{ outcome: 'kept-different', detail: 'current-orders is an alias of orders' }]);
  });

  test('stops within its grace, and a new container has the data', async () => {
    const stopped = await stack.stop('search');
    // Java's answer to SIGTERM.
    expect(stopped.exitCode).toBe(143);
    await stack.remove('search');
    await stack.start('search');
    expect(await stack.ready('search', { limit: 180_000 })).toBeLessThan(180_000);
    expect(await ask('GET', '/orders/_count')).toMatchObject({ count: 1 });
  });
});
