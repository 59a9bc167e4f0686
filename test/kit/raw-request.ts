import { connect } from 'node:net';

/** Sends bytes as they are, and resolves with what came back until the server ended the connection; empty when it only ended it. */
export function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => void socket.write(text));
    socket.on('data', (chunk: Buffer) => {
      answer += chunk.toString('latin1');
      if (answer.startsWith('HTTP/1.1 101')) socket.destroy(); // an upgrade that was let through does not end by itself
    });
    socket.on('error', () => undefined); // told by `close`
    socket.on('close', () => resolve(answer));
  });
}

export const statusOf = (answer: string): number => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
