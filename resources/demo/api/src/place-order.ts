import { createHash, randomBytes } from 'node:crypto';
import { reasonOf } from '../../common/log.ts';
import { viewKey } from '../../common/names.ts';
import { readOrderRequest, type OrderRequest } from '../../common/order-request.ts';
import type { Order, OrderStatus, OrderView } from '../../common/order.ts';
import { addMilliseconds } from './order-queue.ts';
import { HttpError, type Reply, type Request } from './server.ts';
import type { Shop } from './shop.ts';

/** A view of an unfinished order is short-lived: the worker writes the final one. */
const viewSeconds = 60;

/**
 * 201 when redis holds the order; 200 when an order with the same `Idempotency-Key` is there already; 409 when that one differs;
 * 503 with `Retry-After` when redis did not take it.
 */
export async function placeOrder(shop: Shop, request: Request): Promise<Reply> {
  const read = readOrderRequest(await request.json());
  if ('problems' in read) throw new HttpError(400, 'The order is not valid.', { details: read.problems });
  const key = idempotencyKey(request);
  const id = `ord-${key === undefined ? randomBytes(12).toString('hex') : createHash('sha256').update(key).digest('hex').slice(0, 24)}`;
  if (key !== undefined) {
    // Redis alone is asked, for it is needed anyway; it remembers the last 10,000 completed orders.
    const existing = await away(() => shop.queue.find(id, addMilliseconds));
    if (existing !== undefined) return repeated(existing, read.request);
  }
  const order: Order = { id, createdAt: new Date().toISOString(), ...read.request.order };
  await away(() => shop.queue.add(order, read.request.delaySeconds));
  const status: OrderStatus = read.request.delaySeconds > 0 ? 'scheduled' : 'queued';
  // `add`, not `set`: the worker may have been faster. The order is safe in redis, so a missing view does no harm.
  await shop.sessions.add(viewKey(id), JSON.stringify({ ...order, status } satisfies OrderView), viewSeconds).catch((error: unknown) => {
    shop.log.warn('no view in memcached', { order: id, reason: reasonOf(error) });
  });
  return { status: 201, body: { id, status, total: order.total, currency: order.currency }, headers: { location: `/orders/${id}` } };
}

function repeated(view: OrderView, request: OrderRequest): Reply {
  const { customer, items, shipping, payment } = request.order;
  const same = JSON.stringify([customer, items, shipping, payment]) === JSON.stringify([view.customer, view.items, view.shipping, view.payment]);
  if (!same) throw new HttpError(409, `Another order was placed with this Idempotency-Key: ${view.id}.`);
  return { status: 200, body: { id: view.id, status: view.status, total: view.total, currency: view.currency }, headers: { location: `/orders/${view.id}` } };
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.header('idempotency-key');
  if (key !== undefined && !/^[\x21-\x7e]{1,200}$/.test(key)) throw new HttpError(400, 'Idempotency-Key: 1 to 200 printable characters without spaces.');
  return key;
}

async function away<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpError) throw error;
    throw new HttpError(503, 'The order was not confirmed. Post it again, with an Idempotency-Key so that it cannot count twice.', { details: [reasonOf(error)], headers: { 'retry-after': '2' } });
  }
}
