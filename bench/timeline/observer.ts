import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a backend is asked, and how its answer begins when it serves. */
export interface Question {
  readonly port: string;
  readonly say: string;
  readonly served: (heard: string) => boolean;
}

const http = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`;
const begins =
  (...words: readonly string[]) =>
  (heard: string): boolean =>
    words.some((word) => heard.startsWith(word));

/** By kind. None needs a password: a refusal in the protocol shows as well that it is spoken. */
export const questions: Readonly<Record<string, Question>> = {
  redis: { port: 'redis', say: 'PING\r\n', served: begins('+PONG', '-NOAUTH') },
  rabbitmq: { port: 'amqp', say: 'AMQP\0\0\x09\x01', served: begins('\x01\0\0') },
  minio: { port: 's3', say: http('/minio/health/ready'), served: begins('HTTP/1.1 200') },
  elasticsearch: { port: 'http', say: http('/_cluster/health?wait_for_status=yellow&timeout=0s'), served: begins('HTTP/1.1 200') },
  memcached: { port: 'memcached', say: 'version\r\n', served: begins('VERSION') },
};

const every = 20;

/** The moment (`performance.now()`) in which an address first answers as expected, asked every 20 ms; undefined after an abort. */
export async function firstAnswer(address: { readonly host: string; readonly port: number }, question: Question, signal: AbortSignal): Promise<number | undefined> {
  while (!signal.aborted) {
    const asked = performance.now();
    if (await answers(address, question)) return performance.now();
    await sleep(Math.max(0, every - (performance.now() - asked)));
  }
  return undefined;
}

async function answers(address: { readonly host: string; readonly port: number }, { say, served }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address);
    let heard = '';
    const end = (result: boolean): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.on('error', () => end(false)).on('close', () => end(false));
    socket.on('connect', () => socket.write(say, 'latin1'));
    socket.on('data', (data) => {
      heard += data.toString('latin1');
      if (served(heard)) end(true);
      else if (heard.length > 64) end(false);
    });
  });
}
