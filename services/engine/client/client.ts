import { connectionLogs } from '../logs/follow.ts';
import type { EngineClient, EngineRequest } from '../types.ts';
import { readableOf } from './body.ts';
import type { Connection } from './connection.ts';
import { documentsOf } from './documents.ts';
import { idleError } from './errors.ts';
import { watchEvents } from './events.ts';
import { runExec } from './exec.ts';

const pingDeadline = 2_500;

/** The client on an open connection. Disposing it aborts everything still under way. */
export function clientOn(connection: Connection): EngineClient {
  const disposal = new AbortController();
  let ping: Promise<void> | undefined;
  const within = <Request extends EngineRequest>(request: Request): Request => ({ ...request, signal: either(disposal.signal, request.signal) });

  const open: EngineClient['open'] = async (request) => {
    const answer = await connection.send(within(request));
    answer.stopDeadline();
    return readableOf(answer.body);
  };
  async function* documents(request: Parameters<EngineClient['documents']>[0]): AsyncGenerator<Record<string, unknown>, void, undefined> {
    const answer = await connection.send(within(request));
    answer.stopDeadline();
    const { idleTimeout } = request;
    yield* documentsOf(answer.body, idleTimeout === undefined ? {} : { idleTimeout, onIdle: () => idleError(idleTimeout, connection.contextOf(request)) });
  }
  const client: EngineClient = {
    get info() {
      return connection.info;
    },
    call: (request) => connection.call(within(request)),
    open,
    documents,
    events: (filters, signal) => watchEvents(client, filters, either(disposal.signal, signal)),
    logs: (container, options) => connectionLogs({ client, container, options }),
    exec: (container, command, options = {}) => runExec(client, { container, command, ...options }),
    // One probe at a time: a hung engine must not collect a queue of them.
    ping: (signal) => {
      ping ??= connection
        .call<string>({ method: 'GET', path: '/_ping', deadline: pingDeadline, signal: disposal.signal })
        .then(() => undefined)
        .finally(() => {
          ping = undefined;
        });
      return untilAborted(ping, signal);
    },
    [Symbol.asyncDispose]: () => {
      disposal.abort();
      return Promise.resolve();
    },
  };
  return client;
}
