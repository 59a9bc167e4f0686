import { createServer } from 'node:http';

const BEAT = 1_000;
/** A processor that blocks the event loop for this long loses its jobs' locks too. */
const LATE = 10_000;

/**
 * `/livez`: the event loop turns. `/readyz`: `missing()` has nothing to say; else 503 and what it says.
 * Answers come from this process itself, so that a stuck one is found.
 */
export async function startHealth({ port, missing }) {
  let last = Date.now();
  const beat = setInterval(() => {
    last = Date.now();
  }, BEAT).unref();
  const server = createServer((request, response) => {
    const late = Date.now() - last > LATE ? 'the event loop was blocked' : undefined;
    const reason = request.url === '/livez' ? late : request.url === '/readyz' ? (late ?? missing()) : 'no such path';
    response.writeHead(reason === undefined ? 200 : reason === 'no such path' ? 404 : 503, { 'content-type': 'text/plain' });
    response.end(`${reason ?? 'ok'}\n`);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return {
    async close() {
      clearInterval(beat);
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
