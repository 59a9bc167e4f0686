import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import type { Log } from '../../common/log.ts';

export interface Health {
  readonly port: number;
  /** From now on /readyz answers 503. */
  beginStop(): void;
  close(): Promise<void>;
}

const beatMilliseconds = 1000;
const oldestBeatMilliseconds = 10_000;

/** `/livez`: the event loop turns. `/readyz`: connected to redis and not stopping. */
export async function startHealth(port: number, redis: Redis, log: Log): Promise<Health> {
  let stopping = false;
  let beat = Date.now();
  const timer = setInterval(() => {
    beat = Date.now();
  }, beatMilliseconds);
  const checks: Readonly<Record<string, () => boolean>> = {
    '/livez': () => Date.now() - beat < oldestBeatMilliseconds,
    '/readyz': () => !stopping && redis.status === 'ready',
  };
  const server = createServer((request, response) => {
    const check = checks[request.url ?? ''];
    const well = check?.() ?? false;
    response.writeHead(check === undefined ? 404 : well ? 200 : 503, { 'content-type': 'application/json' });
    response.end(`${JSON.stringify({ well })}\n`);
  });
  server.on('error', (error) => log.error('health server', { reason: error.message }));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '0.0.0.0', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    beginStop() {
      stopping = true;
    },
    async close() {
      clearInterval(timer);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
