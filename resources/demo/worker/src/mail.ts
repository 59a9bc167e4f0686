import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { onChange, reasonOf, type Log } from '../../common/log.ts';
import { buckets, jobQueues, mailKey } from '../../common/names.ts';
import { euros, type OrderView } from '../../common/order.ts';
import type { Files } from './files.ts';
import { postponing } from './postpone.ts';
import { isAway } from './redis.ts';

export interface Mail {
  /** Queues the mail that tells a customer about an order; once per order and status. */
  send(order: OrderView): Promise<void>;
  close(): Promise<void>;
}

interface MailDependencies {
  readonly redis: Redis;
  readonly files: Files;
  readonly log: Log;
}

/** Mails are files in the bucket `outbox`: the demo sends nothing to anyone. */
export async function startMailWorker({ redis, files, log }: MailDependencies): Promise<Mail> {
  const queue = new Queue<OrderView>(jobQueues.mail, {
    connection: redis,
    defaultJobOptions: { attempts: 5, backoff: { type: 'exponential', delay: 2000 }, removeOnComplete: { count: 1000 }, removeOnFail: { count: 1000 } },
  });
  const told = onChange((reason) => log.warn('mail queue', { reason }));
  queue.on('error', (error) => told.tell(reasonOf(error)));
  const deliver = async (order: OrderView): Promise<void> => {
    await files.put({ bucket: buckets.outbox, key: mailKey(order.id), content: mailOf(order), type: 'message/rfc822' });
  };
  const worker = new Worker<OrderView>(jobQueues.mail, postponing(log, ({ data }) => deliver(data)), { connection: redis, concurrency: 4 });
  worker.on('error', (error) => told.tell(reasonOf(error)));
  return {
    async send(order) {
      await queue.add(`order-${order.status}`, order, { jobId: `${order.id}-${order.status}` });
    },
    async close() {
      await worker.close(isAway(redis));
      if (!isAway(redis)) await queue.close();
    },
  };
}

function mailOf({ id, status, customer, total, failedBecause }: OrderView): string {
  const text = status === 'completed' ? `Your order over ${euros(total)} is on its way.` : `We could not complete your order: ${failedBecause ?? 'unknown reason'}.`;
  return [`To: ${customer.email}`, 'From: shop@example.com', `Subject: Order ${id}: ${status}`, 'Content-Type: text/plain; charset=utf-8', '', `Dear ${customer.name},`, '', text, ''].join('\r\n');
}
