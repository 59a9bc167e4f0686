import { readBackends, readBroker } from '../../common/environment.ts';
import { createLog } from '../../common/log.ts';
import { createMemcached } from '../../common/memcached.ts';
import { createSearchClient } from '../../common/search.ts';
import { stopOnSignal } from '../../common/stop.ts';
import { openBroker } from './broker.ts';
import { createFiles } from './files.ts';
import { startHealth } from './health.ts';
import { invoiceOrders } from './invoices.ts';
import { startMailWorker } from './mail.ts';
import { startOrderWorker } from './order-worker.ts';
import { openRedis } from './redis.ts';

const log = createLog('worker');
const backends = readBackends(process.env);
const redis = openRedis(backends.cache, log);
const files = createFiles(backends.files);
const search = createSearchClient(backends.search);
const sessions = createMemcached(backends.sessions);
const broker = await openBroker(readBroker(process.env), { log, consume: (channel) => invoiceOrders(channel, files, log) });
const mail = await startMailWorker({ redis, files, log });
const orders = startOrderWorker({ redis, files, search, sessions, broker, mail, log });
const health = await startHealth(Number(process.env['HEALTH_PORT'] ?? 8081), redis, log);

log.info('working', { healthPort: health.port });

stopOnSignal(log, 25, async () => {
  health.beginStop();
  // These wait for the jobs under way; what has not begun stays in redis.
  await Promise.all([orders.close(), mail.close()]);
  await broker.close();
  sessions[Symbol.dispose]();
  redis.disconnect();
  await health.close();
});
