import { describe, expect, it, vi } from 'vitest';
import { resumed } from '../../services/contract/connect/core-client.ts';
import { failureOf } from '../../services/contract/connect/failures.ts';
import { transports, type Connected, type Transport } from './transports.ts';

type Losing = Connected & { readonly cut: () => void };
const losing = transports.filter(({ name }) => !name.includes('in process'));

async function open({ connect }: Transport): Promise<Losing> {
  const connected = await connect();
  const { cut } = connected;
  if (cut === undefined) throw new Error('this transport has no connection to lose');
  return { ...connected, cut };
}

const target = { file: '/shop/stackyard.yaml' };

describe.each(losing)('a lost connection over $name', (transport) => {
  it('a stream that was cut twice comes complete, in order, by the last id', async () => {
    await using connected = await open(transport);
    const messages: string[] = [];
    for await (const { items } of await connected.client.jobs.follow({ id: '1' }, resumed)) {
      for (const item of items) if (item.type === 'note') messages.push(item.message);
      if (messages.length === 10 || messages.length === 25) connected.cut();
    }
    expect(messages).toEqual(Array.from({ length: 40 }, (_, number) => String(number)));
    expect(connected.seen.resumedFrom).toHaveLength(3);
  });

  it('a query made while there is none waits and succeeds', async () => {
    await using connected = await open(transport);
    await connected.client.stacks.env({ ...target, context: 'host' });
    connected.cut();
    expect(await connected.client.stacks.env({ ...target, context: 'container' }, resumed)).toEqual({ [target.file]: { CONTEXT: 'container' } });
  });

  it('what changes something is not sent again: it fails as SERVICE_DOWN', async () => {
    await using connected = await open(transport);
    const write = connected.client.terminals.write({ id: '1', text: 'rm' }).catch((error: unknown) => failureOf(error));
    await vi.waitFor(() => expect(connected.seen.written).toEqual(['rm']));
    connected.cut();
    expect(await write).toMatchObject({ code: 'SERVICE_DOWN' });
    await connected.client.stacks.env({ ...target, context: 'host' }, resumed);
    expect(connected.seen.written).toEqual(['rm']);
  });

  it('a stack is not made twice', async () => {
    await using connected = await open(transport);
    const create = connected.client.projects.create({ folder: '/shop', name: 'shop', source: { kind: 'empty' }, hash: '' }).catch((error: unknown) => failureOf(error));
    await vi.waitFor(() => expect(connected.seen.written).toEqual(['shop']));
    connected.cut();
    expect(await create).toMatchObject({ code: 'SERVICE_DOWN' });
    await connected.client.stacks.env({ ...target, context: 'host' }, resumed);
    expect(connected.seen.written).toEqual(['shop']);
  });

  it('an export is not written twice', async () => {
    await using connected = await open(transport);
    const write = connected.client.exports.write({ ...target, target: 'compose', digest: 'seen' }).catch((error: unknown) => failureOf(error));
    await vi.waitFor(() => expect(connected.seen.written).toEqual(['seen']));
    connected.cut();
    expect(await write).toMatchObject({ code: 'SERVICE_DOWN' });
    await connected.client.stacks.env({ ...target, context: 'host' }, resumed);
    expect(connected.seen.written).toEqual(['seen']);
  });

  it('settings go on as a whole, from the first item of the new connection', async () => {
    await using connected = await open(transport);
    let items = 0;
    for await (const { eventDays, heal } of await connected.client.settings.watch({}, resumed)) {
      expect(heal).toBe(true);
      items += 1;
      if (items === 5) connected.cut();
      if (items > 5 && connected.seen.started.length === 2) {
        expect(eventDays).toBeLessThan(items);
        break;
      }
    }
    expect(connected.seen.started).toEqual(['settings', 'settings']);
  });

  it('a stream can be left while its connection is missing', async () => {
    await using connected = await open(transport);
    const user = new AbortController();
    const stream = await connected.client.stacks.changes(target, { signal: user.signal, ...resumed });
    await stream.next();
    const next = stream.next().catch((error: unknown) => failureOf(error, user.signal));
    connected.cut();
    user.abort();
    expect(await next).toMatchObject({ code: 'CANCELLED' });
  });
});
