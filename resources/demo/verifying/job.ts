import { Redis } from 'ioredis';
import { jobQueues } from '../common/names.ts';
import { Final } from '../seeding/until.ts';

/** Reads BullMQ's keys as they are: opening a queue would write to it. */
export interface Jobs extends Disposable {
  ping(): Promise<void>;
  /** True when the job is completed, undefined while it is under way. Throws Final when it failed, an Error that says how far it is otherwise. */
  completed(id: string): Promise<true | undefined>;
}

export function openJobs(cache: string): Jobs {
  const redis = new Redis(cache, { maxRetriesPerRequest: 1, connectTimeout: 2000, commandTimeout: 3000 });
  let cause: Error | undefined;
  // The failing command says only that its tries are used up.
  redis.on('error', (error) => {
    cause = error;
  });
  const queue = `bull:${jobQueues.orders}`;
  return {
    async ping() {
      try {
        await redis.ping();
      } catch (error) {
        throw cause ?? error;
      }
    },
    async completed(id) {
      const [failure, started] = await redis.hmget(`${queue}:${id}`, 'failedReason', 'processedOn');
      if ((await redis.zscore(`${queue}:completed`, id)) !== null) return true;
      if ((await redis.zscore(`${queue}:failed`, id)) !== null) throw new Final(`the job ${id} failed: ${failure ?? 'no reason given'}`);
      const [last] = await redis.lrange(`${queue}:${id}:logs`, -1, -1);
      if (last !== undefined) throw new Error(`the job ${id} is not completed; its log says: ${last}`);
      throw new Error(`the job ${id} ${started === null ? 'waits: does a worker run?' : 'is under way'}`);
    },
    [Symbol.dispose]: () => redis.disconnect(),
  };
}
