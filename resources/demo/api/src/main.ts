import { createLog } from '../../common/log.ts';
import { readBackends } from '../../common/environment.ts';
import { createMemcached } from '../../common/memcached.ts';
import { createSearchClient } from '../../common/search.ts';
import { stopOnSignal } from '../../common/stop.ts';
import { openOrderQueue } from './order-queue.ts';
import { createReceipts } from './receipts.ts';
import { createHandler } from './routes.ts';
import { startServer } from './server.ts';

const log = createLog('api');
const backends = readBackends(process.env);
const queue = openOrderQueue(backends.cache, log);
const sessions = createMemcached(backends.sessions);
const search = createSearchClient(backends.search);
const receipts = createReceipts(backends.files);

const server = await startServer(Number(process.env['PORT'] ?? 8080), createHandler({ queue, sessions, search, receipts, log }), log);
log.info('listening', { port: server.port });

stopOnSignal(log, 25, async () => {
  await server.drain();
  await queue.close();
  sessions[Symbol.dispose]();
});
