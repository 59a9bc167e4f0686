import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { onChange, reasonOf, type Log } from '../../common/log.ts';
import { within } from '../../common/deadline.ts';
import { jobQueues } from '../../common/names.ts';
import type { Order, OrderStatus, OrderView } from '../../common/order.ts';

export interface OrderQueue {
  /** Resolves when redis holds the job. An id that is there already is left as it is. */
  add(order: Order, delaySeconds: number): Promise<void>;
  /** What redis knows of an order; undefined where it knows nothing. Waits for a redis that is away, up to `patience` (ms). */
  find(id: string, patience: number): Promise<OrderView | undefined>;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Longer than the tries of the connection, which say more. */
export const addMilliseconds = 9000;

/** Lower comes first; 0 would come before all of them. */
const priorities: Readonly<Record<Order['shipping'], number>> = { courier: 1, express: 5, standard: 10 };

export function openOrderQueue(url: string, log: Log): OrderQueue {
  const redis = new Redis(url, {
    // About 6 s of tries, then the caller gets an error: it must not be told "queued" or wait for ever.
    maxRetriesPerRequest: 10,
    commandTimeout: 8000,
    connectTimeout: 2000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times - 1, 5), 1000),
  });
  const told = onChange((reason) => log.warn('redis is away', { reason }));
  redis.on('error', (error) => told.tell(reasonOf(error)));
  redis.on('ready', () => {
    told.reset();
    log.info('connected to redis');
  });
  const queue = new Queue<Order>(jobQueues.orders, {
    connection: redis,
    // A failed order stays until a person has looked at it; a completed one is in elasticsearch and minio.
    defaultJobOptions: { attempts: 3, backoff: { type: 'exponential', delay: 500 }, removeOnComplete: { count: 10_000 }, removeOnFail: false },
  });
  queue.on('error', (error) => told.tell(reasonOf(error)));

  return {
    async add(order, delaySeconds) {
      const delay = delaySeconds === 0 ? {} : { delay: delaySeconds * 1000 };
      // First the connection: an add that waited for one would still run after the caller was told that it did not.
      await within(addMilliseconds, 'redis', queue.waitUntilReady());
      await within(addMilliseconds, 'redis', queue.add('order', order, { jobId: order.id, priority: priorities[order.shipping], ...delay }));
    },
    async find(id, patience) {
      const job = await within(patience, 'redis', queue.getJob(id));
      if (job === undefined) return undefined;
      const status = statusOf(await within(patience, 'redis', job.getState()));
      return { ...job.data, status, ...(status === 'failed' ? { failedBecause: job.failedReason } : {}) };
    },
    async ping() {
      // A ping would wait for the next tries.
      if (redis.status !== 'ready') throw new Error(`redis is away: ${redis.status}`);
      await within(1000, 'redis', redis.ping());
    },
    async close() {
      await within(2000, 'redis', queue.close()).catch((error: unknown) => log.warn('queue not closed cleanly', { reason: reasonOf(error) }));
      redis.disconnect();
    },
  };
}

function statusOf(state: string): OrderStatus {
  if (state === 'completed' || state === 'failed') return state;
  if (state === 'delayed') return 'scheduled';
  return state === 'active' ? 'processing' : 'queued';
}
