import { containerLogs } from '../logs/follow.ts';
import type { EngineClient } from '../types.ts';
import { readableOf } from './body.ts';
import type { Connection } from './connection.ts';
import { documentsOf } from './documents.ts';
import { cancelledError, idleError } from './errors.ts';
import { watchEvents } from './events.ts';
import { runExec } from './exec.ts';

/** How long a probe may take: with the watch's own pause, a hung engine is known within 5 s. */
const pingDeadline = 2_500;

/** The client on an open connection. Disposing it aborts everything still under way. */
export function clientOn(connection: Connection): EngineClient {
  let ping: Promise<void> | undefined;
  const open: EngineClient['open'] = async (request) => {
    const answer = await connection.send(request);
    answer.stopDeadline();
    return readableOf(answer.body);
  };
  async function* documents(request: Parameters<EngineClient['documents']>[0]): AsyncGenerator<Record<string, unknown>, void, undefined> {
    const answer = await connection.send(request);
    answer.stopDeadline();
    const { idleTimeout } = request;
    yield* documentsOf(answer.body, idleTimeout === undefined ? {} : { idleTimeout, onIdle: () => idleError(idleTimeout, connection.contextOf(request)) });
  }
  const client: EngineClient = {
    get info() {
      return connection.info;
    },
    call: (request) => connection.call(request),
    open,
    upgrade: (request) => connection.upgrade(request),
    documents,
    events: (filters, signal) => watchEvents(client, { filters, signal }),
    logs: (container, options) => containerLogs(client, container, options),
    exec: (container, command, options = {}) => runExec(client, { container, command, ...options }),
    // One probe at a time: a hung engine must not collect a queue of them.
    ping: (signal) => {
      ping ??= connection
        .call<string>({ method: 'GET', path: '/_ping', deadline: pingDeadline })
        .then(() => undefined)
        .finally(() => {
          ping = undefined;
        });
      return signal === undefined ? ping : untilAborted(ping, signal);
    },
    [Symbol.asyncDispose]: () => {
      connection.close();
      return Promise.resolve();
    },
  };
  return client;
}

/** The shared probe goes on for whoever else waits for it. */
async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(cancelledError('GET /_ping'));
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
