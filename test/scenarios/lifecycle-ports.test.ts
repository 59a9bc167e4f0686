import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPortCheck } from '../../services/engine/index.ts';
import type { EngineClient } from '../../services/engine/index.ts';
import type { ContainerService } from '../../services/topology/types.ts';
import { collect, createStack, failure, fixedPort, shell, stackName, testEngine } from './lifecycle-stack.ts';
import { execute } from '../../services/engine/index.ts';

let client: EngineClient;
beforeAll(async () => {
  client = await testEngine();
});
afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

async function listen(host: string, port = 0): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server: Server = createServer();
  server.listen({ host, port, ipv6Only: host.includes(':') });
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

/** A port that nothing holds now. */
async function freePort(): Promise<number> {
  const { port, close } = await listen('127.0.0.1');
  await close();
  return port;
}

const web = (ports: ContainerService['ports'], name = 'web'): ContainerService => shell(name, 'sleep 1000', { ports });
const auto = (wanted: number): ContainerService['ports'] => ({ http: { container: 80, protocol: 'tcp', publish: { mode: 'auto', wanted } } });

describe('a port held by a process on this machine (row 25)', () => {
  it.each(['127.0.0.1', '0.0.0.0', '::1', '::'])('is found before anything is created: listener on %s', async (host) => {
    await using stack = await createStack(client);
    const holder = await listen(host);
    const error = await failure(stack.up([web(fixedPort(80, holder.port))]));
    expect(error).toMatchObject({ code: 'PORT_IN_USE', service: 'web' });
    expect(error.message).toContain(`Port 127.0.0.1:${holder.port} for web.http is held by process ${process.pid} (`);
    expect(error.hint).toMatch(/publish: \{ http: \d+ \}/);
    const after = await stack.observe();
    expect([after.containers, after.networks, after.volumes]).toEqual([[], [], []]);
    await holder.close();
  });

  it('moves an automatic port to a free one, and stays there', async () => {
    await using stack = await createStack(client);
    const holder = await listen('127.0.0.1');
    const { hostPorts } = await stack.up([web(auto(holder.port))]);
    const given = hostPorts['web']?.[0]?.['http']?.port;
    expect(given).toBeGreaterThan(holder.port);
    await holder.close();
    await stack.down();
    const again = await stack.up([web(auto(holder.port))]);
    expect(again.hostPorts['web']?.[0]?.['http']?.port).toBe(given);
  });
});

describe('a port lost between the check and the start (row 26)', () => {
  it('is exchanged where it is automatic', async () => {
    await using stack = await createStack(client);
    const port = await freePort();
    const { plan, context } = await stack.prepare([web(auto(port))]);
    const thief = await listen('127.0.0.1', port);
    const progress = await collect(execute(plan, context));
    expect(progress).toContainEqual({ type: 'note', message: expect.stringMatching(new RegExp(`web.http is on port \\d+: ${port} was taken meanwhile`)) as unknown });
    const [container] = (await stack.observe()).containers;
    expect([container?.name, container?.state]).toEqual([`${stack.name}-web-1`, 'running']);
    expect(container?.ports[0]?.hostPort).not.toBe(port);
    expect((await stack.up([web(auto(port))])).plan.steps).toEqual([]);
    await thief.close();
  });

  it('is exchanged again and again while others take each new one first', async () => {
    await using stack = await createStack(client);
    const port = await freePort();
    const { plan, context } = await stack.prepare([web(auto(port))]);
    const thieves = [await listen('127.0.0.1', port)];
    const another: typeof context.ports.another = async (lost) => {
      const address = await context.ports.another(lost);
      if (thieves.length < 4) thieves.push(await listen('127.0.0.1', address.port));
      return address;
    };
    const progress = await collect(execute(plan, { ...context, ports: { ...context.ports, another } }));
    expect(progress.filter((item) => item.type === 'note' && item.message.includes('was taken meanwhile'))).toHaveLength(4);
    const { containers } = await stack.observe();
    expect(containers.map((each) => [each.name, each.state])).toEqual([[`${stack.name}-web-1`, 'running']]);
    expect(containers[0]?.ports[0]?.hostPort).toBeGreaterThan(port + 3);
    for (const thief of thieves) await thief.close();
  });

  it('is lost by nobody when five stacks that want one port start at the same time', async () => {
    const port = await freePort();
    const stacks = await Promise.all(Array.from({ length: 5 }, async () => createStack(client)));
    try {
      const prepared = await Promise.all(stacks.map(async (stack) => stack.prepare([web(auto(port))])));
      await Promise.all(prepared.map(async ({ plan, context }) => collect(execute(plan, context))));
      const observed = await Promise.all(stacks.map(async (stack) => (await stack.observe()).containers));
      expect(observed.map((containers) => containers.map(({ state }) => state))).toEqual(stacks.map(() => ['running']));
      expect(new Set(observed.flat().map(({ ports }) => ports[0]?.hostPort)).size).toBe(5);
    } finally {
      for (const stack of stacks) await stack[Symbol.asyncDispose]();
    }
  });

  it('is a clean error where it is fixed: the holder named, nothing left', async () => {
    await using stack = await createStack(client);
    const port = await freePort();
    const { plan, context } = await stack.prepare([web(fixedPort(80, port))]);
    const thief = await listen('127.0.0.1', port);
    const error = await failure(collect(execute(plan, context)));
    expect(error).toMatchObject({ code: 'PORT_IN_USE', service: 'web' });
    expect(error.message).toContain(`process ${process.pid} (`);
    expect((await stack.observe()).containers).toEqual([]);
    await thief.close();
  });
});

describe('a port held by a container (row 27)', () => {
  it('names another stack of ours', async () => {
    await using first = await createStack(client);
    await using second = await createStack(client);
    const port = await freePort();
    await first.up([web(fixedPort(80, port))]);
    const error = await failure(second.up([web(fixedPort(80, port))]));
    expect(error.message).toContain(`is held by container ${first.name}-web-1 of stack ${first.name}`);
  });

  it('names a foreign container', async () => {
    await using stack = await createStack(client);
    const [port, name] = [await freePort(), `${stackName()}-foreign`];
    const body = { Image: 'local/debian:dev', Cmd: ['sleep', '1000'], ExposedPorts: { '80/tcp': {} }, HostConfig: { Init: true, PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: String(port) }] } } };
    await client.call({ method: 'POST', path: '/containers/create', query: { name }, body, deadline: 30_000 });
    try {
      await client.call({ method: 'POST', path: `/containers/${name}/start`, deadline: 30_000 });
      const error = await failure(stack.up([web(fixedPort(80, port))]));
      expect(error.message).toContain(`is held by container ${name} (local/debian:dev)`);
    } finally {
      await client.call({ method: 'DELETE', path: `/containers/${name}`, query: { force: true }, deadline: 30_000 });
    }
  });

  it('counts as ours where this stack holds it, also when it moves to another service', async () => {
    await using stack = await createStack(client);
    const port = await freePort();
    await stack.up([web(fixedPort(80, port))]);
    await stack.up([web(fixedPort(80, port), 'site')]);
    expect((await stack.observe()).containers.map((each) => [each.service, each.ports[0]?.hostPort])).toEqual([['site', port]]);
    expect(await createPortCheck({ engineIsLocal: true }).isFree({ host: '127.0.0.1', port }, 'tcp')).toBe(false);
  });
});
