import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * At most so many connections that have shown no token. Beyond that the one that has been silent longest is dropped, so that thousands of
 * idle ones do not keep a browser out. Returns what tells that a connection was upgraded and counts no more.
 */
export function limitConnections(server: Server, most: number): (socket: object) => void {
  const waiting = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
    const [oldest] = waiting;
    if (waiting.size > most) oldest?.destroy();
  });
  server.on('request', ({ socket }: { readonly socket: Socket }) => {
    // In order of the last request: a page that is in use stays.
    if (waiting.delete(socket)) waiting.add(socket);
  });
  return (socket) => {
    for (const each of waiting) if (each === socket) waiting.delete(each);
  };
}
