import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { StackyardError } from '../../services/contract/errors.ts';
import { transports } from './transports.ts';

async function failure(call: () => Promise<unknown>, signal?: AbortSignal): Promise<StackyardError> {
  try {
    await call();
  } catch (error) {
    return failureOf(error, signal);
  }
  throw new Error('the call succeeded');
}

async function drain(stream: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const _item of stream) count += 1;
  return count;
}

const target = { file: '/shop/stackyard.yaml' };
const service = { ...target, service: 'cache' };

describe.each(transports)('over $name', ({ connect }) => {
  it('answers, and tells who is attached', async () => {
    await using connected = await connect();
    expect(await connected.client.stacks.env({ ...target, context: 'host' })).toEqual({ [target.file]: { CONTEXT: 'host' } });
    expect(connected.attachments.count).toBe(1);
    connected.close();
    await vi.waitFor(() => expect(connected.attachments.count).toBe(0));
  });

  it('carries a failure of the closed list whole', async () => {
    await using connected = await connect();
    const told = await failure(() => connected.client.services.detail(service));
    expect(told).toMatchObject({ code: 'INVALID_STACK', message: 'cache: two mistakes.', hint: 'Mend them.', service: 'cache', at: { file: 'stackyard.yaml', line: 3, column: 5 } });
    expect(told.related).toMatchObject([{ code: 'PORT_IN_USE', message: 'Port 6379 is taken.', hint: 'Free it.' }]);
    expect(connected.seen.logged).toEqual([]);
  });

  it('masks what was not foreseen, in answers and in streams', async () => {
    await using connected = await connect();
    const told = await failure(() => connected.client.services.reveal({ ...service, of: 'environment', name: 'PASSWORD' }));
    const streamed = await failure(async () => drain(await connected.client.jobs.follow({ id: 'breaks' })));
    for (const each of [told, streamed]) {
      expect(each.code).toBe('INTERNAL');
      expect(JSON.stringify([each.message, each.hint])).not.toContain('hunter2');
    }
    expect(connected.seen.logged.join()).toContain('hunter2');
  });

  it('refuses input against the contract, and procedures that are not there', async () => {
    await using connected = await connect();
    const told = await failure(() => connected.client.terminals.resize({ id: '1', columns: 0, rows: 0 }));
    expect(told.code).toBe('NOT_FOUND');
    expect((await failure(() => connected.client.files.check({ file: '', text: '' }))).code).toBe('USAGE');
  });

  it('carries an answer that is one of several, and refuses what would become YAML of its own', async () => {
    await using connected = await connect();
    const { projects, settings } = connected.client;
    expect(await projects.browse({ folder: '/root' })).toEqual({ state: 'closed', folder: '/root', reason: 'no-permission', message: 'You may not look into it.' });
    for (const name of ['cache: {', 'a\nb', '../x', '']) {
      expect((await failure(() => projects.create({ folder: '/shop', name: 'shop', hash: '', source: { kind: 'templates', services: [{ name, template: 'redis' }] } }))).code).toBe('USAGE');
    }
    expect((await failure(() => settings.change({ eventDays: 0 }))).code).toBe('NOT_FOUND');
    expect(connected.seen.written).toEqual([]);
  });

  it('fails in the middle of a stream with the failure itself', async () => {
    await using connected = await connect();
    expect(await failure(async () => drain(await connected.client.jobs.follow({ id: 'fails' })))).toMatchObject({ code: 'NOT_READY', message: 'cache is not ready.', hint: 'See its logs.' });
  });

  it('takes an abort of a call to the signal of its handler', async () => {
    await using connected = await connect();
    const user = new AbortController();
    const told = failure(() => connected.client.stacks.status(target, { signal: user.signal }), user.signal);
    await vi.waitFor(() => expect(connected.seen.started).toContain('status'));
    user.abort();
    expect((await told).code).toBe('CANCELLED');
    await vi.waitFor(() => expect(connected.seen.aborted).toContain('status'));
  });

  it.each(['abort', 'leave'])('ends the handler of a stream when its reader does (%s)', async (way) => {
    await using connected = await connect();
    const user = new AbortController();
    const read = async (): Promise<void> => {
      for await (const _item of await connected.client.stacks.changes(target, { signal: user.signal })) {
        if (way === 'leave') break;
        user.abort();
      }
    };
    if (way === 'leave') await read();
    else expect((await failure(read, user.signal)).code).toBe('CANCELLED');
    await vi.waitFor(() => expect(connected.seen).toMatchObject({ aborted: ['changes'], ended: ['changes'] }));
  });

  it('carries 10 MB both ways', async () => {
    await using connected = await connect();
    const up = await connected.client.files.check({ ...target, text: '€'.repeat(3_500_000) });
    expect(up[0]?.message).toBe('10500000');
    expect((await connected.client.services.configFile({ ...service, path: '/etc/big' })).content).toHaveLength(10_000_000);
  });

  it('answers 3,000 calls made at once', async () => {
    await using connected = await connect();
    const answers = await Promise.all(Array.from({ length: 3_000 }, (_, index) => connected.client.stacks.env({ file: String(index), context: 'host' })));
    expect(answers.every((answer, index) => answer[String(index)]?.['CONTEXT'] === 'host')).toBe(true);
  });

  it('gives up at once, calls and streams, when the connection is closed for good', async () => {
    await using connected = await connect();
    const call = failure(() => connected.client.stacks.status(target));
    const stream = await connected.client.stacks.changes(target);
    await vi.waitFor(() => expect(connected.seen.started).toEqual(expect.arrayContaining(['status', 'changes'])));
    const streamed = failure(() => drain(stream));
    connected.close();
    expect(['CANCELLED', 'SERVICE_DOWN']).toContain((await call).code);
    expect(['CANCELLED', 'SERVICE_DOWN']).toContain((await streamed).code);
    await vi.waitFor(() => expect(connected.seen.aborted).toEqual(expect.arrayContaining(['status', 'changes'])));
  });
});
