import { connect } from 'node:net';
import { join } from 'node:path';
import { attachToCore, type ReachableCore } from '../../connect/shell-connection.ts';
import { newToken, removeRecord, serveBrowsers, writeRecord } from '../../server/index.ts';

export interface ServePagesOptions {
  readonly core: ReachableCore;
  /** Path of the record that the next `stackyard ui` finds this server by. */
  readonly record: string;
  readonly pagesDirectory: string;
  readonly port?: number;
  readonly signal: AbortSignal;
}

export interface ServedPages extends AsyncDisposable {
  readonly port: number;
  link(): string;
}

/** Browser mode, attached to the core for as long as it serves: the core stays while no tab is open. */
export async function servePages({ core, record, pagesDirectory, port, signal }: ServePagesOptions): Promise<ServedPages> {
  const connection = await attachToCore(core, signal);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => connection.socket.close());
  const token = newToken();
  const server = stack.use(
    await serveBrowsers({
      pagesDirectory,
      ownToken: token,
      ...(port === undefined ? {} : { port }),
      async dialCore() {
        await core.start();
        return connect(core.socket);
      },
    }),
  );
  writeRecord(record, { pid: process.pid, port: server.port, token });
  stack.defer(() => removeRecord(record, process.pid));
  const opened = stack.move();
  return { port: server.port, link: () => server.link(), [Symbol.asyncDispose]: () => opened.disposeAsync() };
}

export const recordPath = (stateDirectory: string): string => join(stateDirectory, 'browser.json');
