import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface UpdateFeed extends AsyncDisposable {
  readonly address: string;
  /** Resolves once the feed was read. @throws Error where it is not read in time. */
  read(milliseconds: number): Promise<void>;
  /** Paths that were asked for, without what follows `?`. */
  readonly asked: readonly string[];
}

/** A place that has a newer version than any, on this machine only. */
export async function updateFeed(): Promise<UpdateFeed> {
  const asked: string[] = [];
  const description = `version: 99.0.0\npath: newer.deb\nsha512: AAAA\nfiles:\n  - url: newer.deb\n    sha512: AAAA\n    size: 1\nreleaseDate: '2026-01-01T00:00:00.000Z'\n`;
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    asked.push(path);
    response.writeHead(path === '/latest-linux.yml' ? 200 : 404).end(path === '/latest-linux.yml' ? description : '');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async read(milliseconds) {
      for (const end = performance.now() + milliseconds; !asked.includes('/latest-linux.yml'); await sleep(100)) {
        if (performance.now() > end) throw new Error(`nothing was asked for within ${milliseconds / 1_000} s`);
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
