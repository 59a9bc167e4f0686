import { Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { onChange, reasonOf, type Log } from '../../common/log.ts';
import type { Memcached } from '../../common/memcached.ts';
import { buckets, indexes, jobQueues, receiptKey, viewKey } from '../../common/names.ts';
import { finalStatuses, type Order, type OrderView } from '../../common/order.ts';
import type { SearchClient } from '../../common/search.ts';
import type { Broker } from './broker.ts';
import { chargeAndShip } from './charge-and-ship.ts';
import type { Files } from './files.ts';
import type { Mail } from './mail.ts';
import { OrderRefused, postponing } from './postpone.ts';
import { isAway } from './redis.ts';

interface OrderDependencies {
  readonly redis: Redis;
  readonly files: Files;
  readonly search: SearchClient;
  readonly sessions: Memcached;
  readonly broker: Broker;
  readonly mail: Mail;
  readonly log: Log;
}

const finalViewSeconds = 3600;
const passingViewSeconds = 60;

/**
 * Works off orders. Every step gives the same result when it runs again, so a worker may die anywhere: another one takes the job
 * over when its lock ends (10 s) and repeats it.
 */
export function startOrderWorker(dependencies: OrderDependencies): { close(): Promise<void> } {
  const { redis, log } = dependencies;
  const worker = new Worker<Order, { readonly receipt: string }>(jobQueues.orders, postponing(log, (job) => fulfil(job, dependencies)), {
    connection: redis,
    concurrency: 8,
    lockDuration: 10_000,
    stalledInterval: 5000,
    // Each death of a worker counts; an order must survive many.
    maxStalledCount: 50,
  });
  worker.on('completed', (job) => log.info('order completed', { order: job.id, milliseconds: (job.finishedOn ?? 0) - (job.processedOn ?? 0) }));
  worker.on('failed', (job, error) => log.warn('order attempt failed', { order: job?.id, attempt: job?.attemptsMade, reason: reasonOf(error) }));
  worker.on('stalled', (id) => log.warn('order taken over from a worker that stopped', { order: id }));
  const told = onChange((reason) => log.warn('order queue', { reason }));
  worker.on('error', (error) => told.tell(reasonOf(error)));
  return { close: () => worker.close(isAway(redis)) };
}

async function fulfil(job: Job<Order>, dependencies: OrderDependencies): Promise<{ readonly receipt: string }> {
  const { data: order } = job;
  const completedAt = await takenUp(job);
  await show({ ...order, status: 'processing' }, dependencies);
  try {
    chargeAndShip(order);
  } catch (error) {
    if (!(error instanceof OrderRefused)) throw error;
    const last = !error.retry || job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    if (last) await record({ ...order, status: 'failed', failedBecause: error.message, completedAt }, dependencies);
    throw error;
  }
  const receipt = receiptKey(order.id);
  const view: OrderView = { ...order, status: 'completed', completedAt, receipt };
  const write = job.attemptsStarted > 1 ? dependencies.files.putOnce : dependencies.files.put;
  await write({ bucket: buckets.receipts, key: receipt, content: `${JSON.stringify(view, null, 2)}\n`, type: 'application/json' });
  await record(view, dependencies);
  return { receipt };
}

/** The document first: whoever hears of the order can find it. */
async function record(view: OrderView, dependencies: OrderDependencies): Promise<void> {
  const { search, broker, mail } = dependencies;
  await search.put(indexes.orders, view.id, view);
  await broker.publish({ routingKey: `order.${view.status}`, id: `${view.id}-${view.status}`, body: view });
  await mail.send(view);
  await show(view, dependencies);
}

/** A view is a copy for speed; the api makes it again when memcached comes back. */
async function show(view: OrderView, { sessions, log }: OrderDependencies): Promise<void> {
  const seconds = finalStatuses.includes(view.status) ? finalViewSeconds : passingViewSeconds;
  try {
    await sessions.set(viewKey(view.id), JSON.stringify(view), seconds);
  } catch (error) {
    log.warn('no view in memcached', { order: view.id, reason: reasonOf(error) });
  }
}

/** When the order was first taken up; kept with the job, so that a repetition writes the same bytes. */
async function takenUp(job: Job<Order>): Promise<string> {
  const { progress } = job;
  if (typeof progress === 'object' && 'takenUp' in progress && typeof progress.takenUp === 'string') return progress.takenUp;
  const now = new Date().toISOString();
  await job.updateProgress({ takenUp: now });
  return now;
}
