import { StackyardError } from '../../contract/errors.ts';
import { failureOf } from '../../contract/connect/failures.ts';
import { resumed } from '../../contract/connect/core-client.ts';
import { connectWebSocket, type CoreConnection } from '../../contract/connect/web-socket.ts';
import { dialUnixSocket } from './unix-socket.ts';

/** The core of the user as a shell finds it. */
export interface ReachableCore {
  readonly socket: string;
  isThere(): Promise<boolean>;
  start(signal?: AbortSignal): Promise<void>;
}

/** Shells of this version work with cores of this protocol; `core.info` tells a core's. */
const protocol = 1;

/**
 * Attaches a shell to the core of the user, and starts one where none answers, now and whenever it is lost. Close it with
 * `connection.socket.close()`. @throws StackyardError CONFLICT where the core that runs is of another version.
 */
export async function attachToCore(core: ReachableCore, signal?: AbortSignal): Promise<CoreConnection> {
  await core.start(signal);
  const connection = connectWebSocket({
    async dial() {
      await core.start();
      return dialUnixSocket(core.socket);
    },
  });
  try {
    const info = await connection.client.core.info({}, { ...resumed, ...(signal === undefined ? {} : { signal }) });
    if (info.protocol !== protocol) {
      throw new StackyardError('CONFLICT', `A core of Stackyard ${info.version} runs (process ${info.pid}), which this version does not work with.`, { hint: 'Close its app, or end it: it ends by itself when no app and no job needs it.' });
    }
    return connection;
  } catch (error) {
    connection.socket.close();
    throw failureOf(error, signal);
  }
}
