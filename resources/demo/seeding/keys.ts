import { Redis } from 'ioredis';
import { products } from '../common/catalog.ts';
import type { Backends } from '../common/environment.ts';
import { createMemcached } from '../common/memcached.ts';
import type { Added } from './objects.ts';
import type { Random } from './random.ts';

const carts = 60;
const visits = 200;

/** Carts (hashes), best sellers (a sorted set), tags (sets), flags (JSON), visits (a stream) and visitors (a HyperLogLog). */
export async function addRedisKeys(cache: string, random: Random): Promise<Added> {
  const redis = new Redis(cache, { maxRetriesPerRequest: 2, connectTimeout: 2000 });
  // The failing command says it too; without a listener it would be printed.
  redis.on('error', () => undefined);
  try {
    const before = await redis.dbsize();
    const pipeline = redis.pipeline();
    for (let cart = 0; cart < carts; cart += 1) {
      const { sku } = products[random.whole(0, products.length - 1)] ?? { sku: 'KIT-001' };
      pipeline.hsetnx(`cart:${1000 + cart}`, sku, random.whole(1, 4));
    }
    for (const { sku, category } of products) {
      pipeline.zadd('bestsellers', 'NX', random.whole(1, 900), sku);
      pipeline.sadd(`tag:${category}`, sku);
    }
    pipeline.set('flags', JSON.stringify({ newCheckout: true, giftWrap: false }), 'NX');
    // A fixed id: the second run's is not greater than the last one, which redis refuses.
    for (let visit = 1; visit <= visits; visit += 1) pipeline.xadd('visits', 'MAXLEN', '~', 10_000, `${visit}-0`, 'path', random.pick(['/', '/search', '/orders', '/cart']), 'milliseconds', random.whole(2, 250));
    pipeline.pfadd('visitors', ...Array.from({ length: 500 }, (_, index) => `visitor-${index}`));
    const answers = (await pipeline.exec()) ?? [];
    const failure = answers.map(([error]) => error).find((error) => error !== null && !error.message.includes('equal or smaller than the target stream top item'));
    if (failure !== undefined && failure !== null) throw failure;
    const after = await redis.dbsize();
    return { added: after - before, present: before };
  } finally {
    redis.disconnect();
  }
}

/** A view of each product, without expiry. */
export async function addMemcachedKeys(sessions: Backends['sessions']): Promise<Added> {
  using client = createMemcached(sessions);
  const answers = await Promise.all(products.map((product) => client.add(`product:${product.sku}`, JSON.stringify(product), 0)));
  const added = answers.filter(Boolean).length;
  return { added, present: answers.length - added };
}
