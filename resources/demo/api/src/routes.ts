import { reasonOf } from '../../common/log.ts';
import { placeOrder } from './place-order.ts';
import { readOrder } from './read-order.ts';
import { searchShop } from './search-shop.ts';
import { HttpError, type Reply, type Request } from './server.ts';
import type { Shop } from './shop.ts';

const index = {
  shop: 'Stackyard demo',
  endpoints: { 'POST /orders': 'place an order', 'GET /orders/:id': 'what became of it', 'GET /search?q=': 'orders and products', 'GET /health': 'whether it can take orders, and how its backends are' },
};

export function createHandler(shop: Shop): (request: Request) => Promise<Reply> {
  return async (request) => {
    const { pathname } = request.url;
    if (pathname === '/livez') return { status: 200, body: { live: true } };
    if (pathname === '/readyz' || pathname === '/health') return readiness(shop, request);
    if (pathname === '/orders') return only('POST', request, () => placeOrder(shop, request));
    const id = /^\/orders\/(ord-[0-9a-f]{24})$/.exec(pathname)?.[1];
    if (id !== undefined) return only('GET', request, () => readOrder(shop, id));
    if (pathname === '/search') return only('GET', request, () => searchShop(shop, request.url.searchParams));
    if (pathname === '/') return { status: 200, body: index };
    throw new HttpError(404, `There is no ${pathname}.`);
  };
}

/** Ready means able to take orders, which needs redis alone: the other backends may be away for a while. */
async function readiness({ queue, sessions, search }: Shop, { draining }: Request): Promise<Reply> {
  const asked = { cache: queue.ping(), sessions: sessions.version(), search: search.ping() };
  const backends = Object.fromEntries(
    await Promise.all(Object.entries(asked).map(async ([name, answer]) => [name, await answer.then(() => 'ok', reasonOf)] as const)),
  );
  const ready = !draining && backends['cache'] === 'ok';
  return { status: ready ? 200 : 503, body: { ready, ...(draining ? { draining } : {}), backends } };
}

async function only(method: string, request: Request, handle: () => Promise<Reply>): Promise<Reply> {
  if (request.method !== method) throw new HttpError(405, `Use ${method}.`, { headers: { allow: method } });
  return handle();
}
