import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { StackyardError, toErrorDocument } from '../../contract/errors.ts';
import { linesOf } from './lines.ts';
import { requestSchema, type Request, type Response } from './protocol.ts';

export interface KeeperServer extends AsyncDisposable {
  readonly connections: () => number;
}

export interface ServerOptions {
  readonly socket: string;
  readonly handle: (request: Request) => Promise<Response>;
  readonly onIdle: () => void;
}

/** Answers one request at a time on each connection. The caller holds the keeper's lock, so a socket file that is there is left over. */
export async function serve(options: ServerOptions): Promise<KeeperServer> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('error', () => socket.destroy()); // a client that is gone needs no answer
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) options.onIdle();
    });
    void converse(socket, options.handle);
  });
  rmSync(options.socket, { force: true });
  await listen(server, options.socket);
  return {
    connections: () => open.size,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      for (const socket of open) socket.destroySoon();
      await closed;
      rmSync(options.socket, { force: true });
    },
  };
}

async function listen(server: Server, path: string): Promise<void> {
  // Bound within this call; the umask closes the moment between bind and chmod in which others could connect.
  const umask = process.umask(0o177);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, resolve);
      process.umask(umask);
    });
  } finally {
    process.umask(umask);
  }
  chmodSync(path, 0o600);
}

async function converse(socket: Socket, handle: ServerOptions['handle']): Promise<void> {
  try {
    for await (const line of linesOf(socket)) {
      const answer = await answerTo(line, handle);
      if (!socket.destroyed) socket.write(`${JSON.stringify(answer)}\n`);
    }
    socket.end();
  } catch {
    socket.destroy(); // cut by the client, or a line beyond every measure
  }
}

async function answerTo(line: string, handle: ServerOptions['handle']): Promise<Response> {
  try {
    const request = requestSchema.safeParse(JSON.parse(line));
    // The values are not repeated: the environment holds secrets.
    if (!request.success) throw new StackyardError('UNSUPPORTED', `The keeper does not understand the request (${request.error.issues.map((issue) => issue.path.join('.')).join(', ')}).`, { hint: 'It may be of another version: run stackyard down and up.' });
    return await handle(request.data);
  } catch (error) {
    const { code, message, hint, service } = toErrorDocument(error).error;
    return { error: { code, message, ...(hint === undefined ? {} : { hint }), ...(service === undefined ? {} : { service }) } };
  }
}
