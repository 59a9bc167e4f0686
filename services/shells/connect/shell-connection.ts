import { failureOf } from '../../contract/connect/failures.ts';
import { resumed } from '../../contract/connect/core-client.ts';
import { otherVersion } from '../../contract/connect/protocol.ts';
import { connectWebSocket, type CoreConnection } from '../../contract/connect/web-socket.ts';
import { dialUnixSocket } from './unix-socket.ts';

/** The core of the user as a shell finds it. */
export interface ReachableCore {
  readonly socket: string;
  isThere(): Promise<boolean>;
  start(signal?: AbortSignal): Promise<void>;
}

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
    const conflict = otherVersion(info);
    if (conflict !== undefined) throw conflict;
    return connection;
  } catch (error) {
    connection.socket.close();
    throw failureOf(error, signal);
  }
}
