import { Socket } from 'node:net';
import type { Client } from 'pg';
import type { Reach } from '../kind.ts';

export interface SessionOptions {
  readonly database?: string;
  /** Milliseconds for the connection, and again for each statement. */
  readonly limit: number;
}

/** A connection as `app` for as long as `work` takes. The library is loaded here, where it is first needed. */
export async function withSession<Result>(reach: Reach, { database = 'app', limit }: SessionOptions, work: (client: Client) => Promise<Result>): Promise<Result> {
  const { Client: PostgresClient } = (await import('pg')).default;
  reach.signal.throwIfAborted();
  // Its own socket, since the library has no way to give up a connection that does not answer.
  const socket = new Socket();
  const client = new PostgresClient({ stream: () => socket, ...reach.address('postgres'), user: 'app', password: reach.secret('password'), database, connectionTimeoutMillis: limit, query_timeout: limit, application_name: 'stackyard' });
  const failures: Error[] = [];
  // Without a listener a connection that the server ends would end this process.
  client.on('error', (error) => failures.push(error));
  const cut = (): void => void socket.destroy(new Error('aborted'));
  reach.signal.addEventListener('abort', cut, { once: true });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    socket.destroy();
    reach.signal.throwIfAborted();
    throw explain(failures[0] ?? error);
  } finally {
    reach.signal.removeEventListener('abort', cut);
    await close(client, failures);
  }
}

async function close(client: Client, failures: Error[]): Promise<void> {
  try {
    await client.end();
  } catch (error) {
    failures.push(error instanceof Error ? error : new Error(String(error)));
  }
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === 'ECONNREFUSED') return new Error('nothing listens yet', { cause: error });
  if (error.message === 'Connection terminated unexpectedly') return new Error('the connection was closed before an answer came', { cause: error });
  return error;
}
