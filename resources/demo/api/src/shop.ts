import type { Log } from '../../common/log.ts';
import type { Memcached } from '../../common/memcached.ts';
import type { SearchClient } from '../../common/search.ts';
import type { OrderQueue } from './order-queue.ts';
import type { Receipts } from './receipts.ts';

/** What the api works with. */
export interface Shop {
  readonly queue: OrderQueue;
  readonly sessions: Memcached;
  readonly search: SearchClient;
  readonly receipts: Receipts;
  readonly log: Log;
}
