import { reasonOf } from '../../common/log.ts';
import { indexes, viewKey } from '../../common/names.ts';
import { finalStatuses, type OrderView } from '../../common/order.ts';
import { HttpError, type Reply } from './server.ts';
import type { Shop } from './shop.ts';

interface FoundOrder {
  readonly view: OrderView;
  readonly source: 'memcached' | 'elasticsearch' | 'redis' | 'minio';
}

const viewSeconds = 3600;
const redisMilliseconds = 3000;

/** 200 from the first backend that knows the order, 404 when all of them say no, 503 when some could not be asked. */
export async function readOrder(shop: Shop, id: string): Promise<Reply> {
  const found = await findOrder(shop, id);
  if (found === undefined) throw new HttpError(404, `There is no order ${id}.`);
  return { status: 200, body: { ...found.view, source: found.source }, headers: { 'x-order-source': found.source } };
}

async function findOrder(shop: Shop, id: string): Promise<FoundOrder | undefined> {
  const failures: string[] = [];
  const places: Readonly<Record<FoundOrder['source'], () => Promise<unknown>>> = {
    memcached: async () => JSON.parse((await shop.sessions.get(viewKey(id))) ?? 'null') as unknown,
    elasticsearch: () => shop.search.get(indexes.orders, id),
    redis: () => shop.queue.find(id, redisMilliseconds),
    minio: () => shop.receipts.read(id),
  };
  for (const [source, ask] of Object.entries(places) as [FoundOrder['source'], () => Promise<unknown>][]) {
    try {
      const view = (await ask()) as OrderView | null | undefined;
      if (view === null || view === undefined) continue;
      if (source !== 'memcached') await remember(shop, view);
      return { view, source };
    } catch (error) {
      failures.push(`${source}: ${reasonOf(error)}`);
    }
  }
  if (failures.length > 0) throw new HttpError(503, `Order ${id} was not found, but not every backend could be asked.`, { details: failures, headers: { 'retry-after': '2' } });
  return undefined;
}

/** Puts a final order back into memcached, which may have been restarted. */
async function remember({ sessions, log }: Shop, view: OrderView): Promise<void> {
  if (!finalStatuses.includes(view.status)) return;
  try {
    await sessions.add(viewKey(view.id), JSON.stringify(view), viewSeconds);
  } catch (error) {
    log.warn('no view in memcached', { order: view.id, reason: reasonOf(error) });
  }
}
