import { Redis } from 'ioredis';
import { onChange, reasonOf, type Log } from '../../common/log.ts';

/** Reconnects for ever, at most a second apart; BullMQ wants commands of workers to wait as long. */
export function openRedis(url: string, log: Log): Redis {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: 2000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times - 1, 5), 1000),
  });
  const told = onChange((reason) => log.warn('redis is away', { reason }));
  redis.on('error', (error) => told.tell(reasonOf(error)));
  redis.on('ready', () => {
    told.reset();
    log.info('connected to redis');
  });
  return redis;
}

/** Without redis a job cannot be finished: whoever stops then leaves it for another worker. */
export function isAway(redis: Redis): boolean {
  return redis.status !== 'ready';
}
