import { Redis } from 'ioredis';
import { jobQueues } from '../common/names.ts';
import type { SeedOrder } from './orders.ts';
import { parallel } from './parallel.ts';
import { Final, until, type Patience } from './until.ts';

export interface PlacedOrder extends SeedOrder {
  readonly id: string;
  readonly isNew: boolean;
}

/** Posts each order at the edge, as a customer would; a busy or restarting shop is asked again. */
export async function placeOrders(edge: string, orders: readonly SeedOrder[], patience: Patience): Promise<readonly PlacedOrder[]> {
  const placed: PlacedOrder[] = [];
  await parallel(orders, 12, async (order) => {
    placed.push(await until(`POST ${edge}/orders`, () => place(edge, order, patience.signal), patience));
  });
  return placed;
}

async function place(edge: string, order: SeedOrder, signal: AbortSignal): Promise<PlacedOrder> {
  const response = await fetch(`${edge}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': order.key },
    body: JSON.stringify(order.body),
    signal: AbortSignal.any([signal, AbortSignal.timeout(12_000)]),
  });
  const text = await response.text();
  if (response.status === 400 || response.status === 409) throw new Final(`The shop refused the order ${order.key}: ${text.slice(0, 300)}`);
  if (!response.ok) throw new Error(`${response.status} ${text.slice(0, 300)}`);
  const { id } = JSON.parse(text) as { id: string };
  return { ...order, id, isNew: response.status === 201 };
}

/** Resolves when no order waits any more for the worker; delayed ones do not count. */
export async function awaitWork(cache: string, placed: readonly PlacedOrder[], patience: Patience): Promise<void> {
  const redis = new Redis(cache, { maxRetriesPerRequest: 2, connectTimeout: 2000 });
  // The failing command says it too; without a listener it would be printed.
  redis.on('error', () => undefined);
  try {
    let open = placed.filter(({ delayed }) => !delayed);
    await until('waiting for the worker', async () => {
      const pipeline = redis.pipeline();
      for (const { id } of open) pipeline.hmget(`bull:${jobQueues.orders}:${id}`, 'finishedOn', 'data');
      const answers = (await pipeline.exec()) ?? [];
      // An order that redis has no data of was completed so long ago that the queue has dropped it.
      open = open.filter((_, index) => {
        const [finished, data] = (answers[index]?.[1] ?? []) as (string | null)[];
        return finished === null && data !== null;
      });
      if (open.length > 0) throw new Error(`${open.length} orders still wait; does the worker run?`);
      return true;
    }, { ...patience, pause: 200 });
  } finally {
    redis.disconnect();
  }
}
