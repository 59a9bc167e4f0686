import { connect, type ChannelModel } from 'amqplib';
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EdgeTraffic } from '../../services/contract/views/history-view.ts';
import { openSession } from '../../services/core/session.ts';
import { createSupervisor } from '../../services/core/supervisor/supervisor.ts';
import type { StackTraffic, Supervisor } from '../../services/core/supervisor/types.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { smallCore, type SmallCore } from '../kit/small-core.ts';
import { askHttp } from '../kinds/contract/http-client.ts';
import { collect } from './lifecycle-stack.ts';

/** How far a rate may be from what was really sent. */
const tolerance = 0.2;
const user = (relay: string) => `{ image: "local/debian:dev", command: [perl, /relay.pl, "${relay}", "broker:5672"], volumes: ["./relay.pl:/relay.pl:ro"], expose: { amqp: ${relay} }, uses: [broker], stop_grace_period: 1s }`;

describe('what goes over the edges', () => {
  const stack = `traffic-${randomBytes(3).toString('hex')}`;
  const stop = new AbortController();
  const latest: { sample?: StackTraffic } = {};
  const connections: ChannelModel[] = [];
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let file: string;
  let core: SmallCore;
  let session: ReturnType<typeof openSession>;
  let supervisor: Supervisor;
  let following: Promise<void>;
  let ports: ReadonlyMap<string, number>;

  beforeAll(async () => {
    scratch = await scratchDirectory();
    mkdirSync(scratch.file('home'));
    file = scratch.file('stackyard.yaml');
    await copyFile(join(import.meta.dirname, 'relay.pl'), scratch.file('relay.pl'));
    await copyFile(join(import.meta.dirname, '../kinds/contract/upstream.pl'), scratch.file('upstream.pl'));
    await writeFile(
      file,
      `name: ${stack}
services:
  broker: { template: rabbitmq, queues: [orders] }
  orders: ${user('6001')}
  reports: ${user('6002')}
  api: { image: "local/debian:dev", command: [perl, /upstream.pl], volumes: ["./upstream.pl:/upstream.pl:ro"], expose: { http: 8080 }, stop_grace_period: 1s }
  mesh: { template: envoy, routes: [{ prefix: /plain, to: api.http }, { prefix: /quick, to: api.http, connectTimeout: 1s }] }
`,
    );
    core = await smallCore({ home: scratch.file('home') });
    await collect(core.core.up({ file }));
    session = openSession({ environment: { ...process.env, STACKYARD_HOME: scratch.file('home') }, resourcesDirectory: join(import.meta.dirname, '..', '..') });
    supervisor = await createSupervisor(session);
    await supervisor.follow(file);
    const { services } = await core.core.status({ file });
    ports = new Map(services.flatMap(({ name, ports: published }) => published.map((port) => [`${name}.${port.name}`, port.hostPort ?? 0] as const)));
    following = (async () => {
      for await (const sample of supervisor.traffic(stop.signal, file)) latest.sample = sample;
    })();
  });
  afterAll(async () => {
    stop.abort();
    await following;
    for (const each of connections) await each.close().catch(() => undefined);
    await supervisor[Symbol.asyncDispose]();
    await collect(core.core.down({ file }));
    for (const { name } of await core.core.volumes({ file })) await core.core.removeVolume({ file, name, confirm: name });
    await session[Symbol.asyncDispose]();
    await core[Symbol.asyncDispose]();
    await scratch[Symbol.asyncDispose]();
  });

  const edge = (from: string, to: string): EdgeTraffic | undefined => latest.sample?.edges.find((each) => each.from === from && each.to === to);
  const names = (): readonly string[] => (latest.sample?.edges ?? []).map(({ from, to }) => `${from} → ${to}`).toSorted();

  const mesh = async (path: string): Promise<unknown> => askHttp({ host: '127.0.0.1', port: ports.get('mesh.http') ?? 0 }, path);

  interface Load extends Disposable {
    /** What went over it since the one before was taken, each second. */
    perSecond(): number;
  }
  /** Does it so often a second until it is disposed. */
  const repeat = (perSecond: number, work: () => void, counted: () => number): Load => {
    const began = performance.now();
    let done = 0;
    const timer = setInterval(() => {
      for (const due = ((performance.now() - began) / 1000) * perSecond; done < due; done += 1) work();
    }, 20);
    const before = counted();
    return { perSecond: () => ((counted() - before) / (performance.now() - began)) * 1000, [Symbol.dispose]: () => clearInterval(timer) };
  };
  const publish = async (service: string, { perSecond, bytes }: { readonly perSecond: number; readonly bytes: number }): Promise<Load> => {
    const connection = await connect({ hostname: '127.0.0.1', port: ports.get(`${service}.amqp`) ?? 0, username: 'app', password: (await core.core.env({ file, context: 'host' }))['orders']?.['BROKER_PASSWORD'] ?? '' });
    connections.push(connection);
    const channel = await connection.createChannel();
    const { stream } = connection.connection as unknown as { readonly stream: Socket };
    return repeat(perSecond, () => void channel.publish('amq.fanout', '', Buffer.alloc(bytes)), () => stream.bytesWritten + stream.bytesRead);
  };
  const within = (rate: number | undefined, real: number): boolean => rate !== undefined && Math.abs(rate - real) <= tolerance * real;

  test('a proxy tells requests, a broker bytes of each of its users, within a fifth of what was sent', async () => {
    await expect.poll(names, { timeout: 20_000 }).toEqual(['mesh → api']);
    let asked = 0;
    const request = (path: string) => () => {
      asked += 1;
      void mesh(path);
    };
    using plain = repeat(12, request('/plain/x'), () => asked);
    using quick = repeat(8, request('/quick/x'), () => 0);
    using orders = await publish('orders', { perSecond: 40, bytes: 1_000 });
    using reports = await publish('reports', { perSecond: 10, bytes: 300 });
    const wanted = { 'mesh → api': true, 'orders → broker': true, 'reports → broker': true };
    await expect
      .poll(() => ({
        'mesh → api': within(edge('mesh', 'api')?.requestsPerSecond, plain.perSecond() + quick.perSecond()),
        'orders → broker': within(edge('orders', 'broker')?.bytesPerSecond, orders.perSecond()),
        'reports → broker': within(edge('reports', 'broker')?.bytesPerSecond, reports.perSecond()),
      }), { timeout: 60_000, interval: 500 })
      .toEqual(wanted);
    expect(edge('mesh', 'api')).toMatchObject({ protocol: 'http', bytesPerSecond: expect.any(Number) as number });
    expect(edge('orders', 'broker')).toMatchObject({ protocol: 'amqp' });
    expect(edge('orders', 'broker')).not.toHaveProperty('requestsPerSecond');
  });

  test('who sends nothing any more is told to send nothing', async () => {
    await expect.poll(() => edge('mesh', 'api')?.requestsPerSecond, { timeout: 30_000 }).toBe(0);
    await expect.poll(() => edge('orders', 'broker')?.bytesPerSecond, { timeout: 30_000 }).toBeLessThan(20);
  });

  test('who has left, and whom nobody can ask, has no rate', async () => {
    for (const each of connections.splice(0)) await each.close();
    await expect.poll(names, { timeout: 30_000 }).toEqual(['mesh → api']);
    const engine = await session.engine();
    await engine.call({ method: 'POST', path: `/containers/${stack}-mesh-1/pause` });
    try {
      await expect.poll(names, { timeout: 30_000 }).toEqual([]);
    } finally {
      await engine.call({ method: 'POST', path: `/containers/${stack}-mesh-1/unpause` });
    }
    await expect.poll(names, { timeout: 30_000 }).toEqual(['mesh → api']);
  });

  test('a proxy that began anew has no rate below zero', async () => {
    const seen: number[] = [];
    const engine = await session.engine();
    using _load = repeat(20, () => void mesh('/plain/x').catch(() => undefined), () => 0);
    await expect.poll(() => edge('mesh', 'api')?.requestsPerSecond ?? 0, { timeout: 30_000 }).toBeGreaterThan(10);
    await engine.call({ method: 'POST', path: `/containers/${stack}-mesh-1/restart`, query: { t: 1 }, deadline: 30_000 });
    await expect.poll(() => { seen.push(edge('mesh', 'api')?.requestsPerSecond ?? 0); return edge('mesh', 'api'); }, { timeout: 30_000, interval: 100 }).toBeUndefined();
    await expect.poll(() => { seen.push(edge('mesh', 'api')?.requestsPerSecond ?? 0); return seen.at(-1); }, { timeout: 30_000, interval: 100 }).toBeGreaterThan(10);
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(0);
  });
});
