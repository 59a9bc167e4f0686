import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { expect, it, vi } from 'vitest';
import { keepPort } from '../../services/contract/connect/kept-port.ts';
import type { ConnectionState } from '../../services/contract/connect/redialled-socket.ts';
import { StackyardError } from '../../services/contract/errors.ts';
import { refusePort } from '../../services/core/desktop/refuse-port.ts';
import { createAttachments, serveMessagePort } from '../../services/core/transports/index.ts';
import { smallCore } from './small-router.ts';

/** Whoever hands out ports; `core` is whether one is behind those that it hands out now. */
function handOut() {
  const { answer } = smallCore();
  const attachments = createAttachments(() => undefined);
  const served: MessagePort[] = [];
  const source = {
    core: true,
    asked: 0,
    served,
    port(): MessagePort {
      const { port1, port2 } = new MessageChannel();
      source.asked += 1;
      served.push(port2);
      if (source.core) serveMessagePort(port2, { answer, attachments, log: () => undefined });
      else port2.close();
      return port1;
    },
  };
  return source;
}

it('asks for ports until a core answers behind one, and tells the loss as one', async () => {
  const source = handOut();
  const told: ConnectionState[] = [];
  const kept = keepPort({ ask: () => kept.use(source.port()), onState: (state) => told.push(state) });
  kept.retryNow();
  await vi.waitFor(() => expect(told.map(({ state }) => state)).toEqual(['connecting', 'connected']));

  source.core = false;
  source.served[0]?.close();
  await vi.waitFor(() => expect(source.asked).toBeGreaterThanOrEqual(4), { timeout: 5_000 });
  expect(told.some(({ state }, index) => index > 1 && state === 'connected')).toBe(false);

  source.core = true;
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'connected' }), { timeout: 5_000 });
  expect(new Set(told.flatMap((state) => (state.state === 'reconnecting' ? [state.since] : []))).size).toBe(1);
  expect((await kept.client.core.info({})).pid).toBe(process.pid);
  kept.close();
});

it('asks no more once it is closed', async () => {
  const source = handOut();
  source.core = false;
  const states: string[] = [];
  const kept = keepPort({ ask: () => kept.use(source.port()), onState: ({ state }) => states.push(state) });
  kept.retryNow();
  await vi.waitFor(() => expect(source.asked).toBeGreaterThanOrEqual(2));
  kept.close();
  const { asked } = source;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(source.asked).toBe(asked);
  expect(states.at(-1)).toBe('closed');
});

it('tells why there can be no core, and goes on as soon as there is one', async () => {
  const source = handOut();
  let reason: StackyardError | undefined = new StackyardError('UNSUPPORTED', 'The store is of a newer version.', { hint: 'Update Stackyard.' });
  const port = (): MessagePort => {
    if (reason === undefined) return source.port();
    const { port1, port2 } = new MessageChannel();
    refusePort(port2, reason, () => undefined);
    return port1;
  };
  const told: ConnectionState[] = [];
  const kept = keepPort({ ask: () => kept.use(port()), onState: (state) => told.push(state) });
  kept.retryNow();
  await vi.waitFor(() => expect(told.at(-1)).toMatchObject({ state: 'reconnecting', cause: { code: 'UNSUPPORTED', message: reason?.message, hint: reason?.hint } }));
  await expect(kept.client.stacks.list({})).rejects.toMatchObject({ code: 'UNSUPPORTED', message: reason.message });
  reason = undefined;
  await vi.waitFor(() => expect(told.at(-1)).toEqual({ state: 'connected' }), { timeout: 5_000 });
  expect(told.some(({ state }, index) => state === 'connected' && index < told.length - 1)).toBe(false);
  kept.close();
});
