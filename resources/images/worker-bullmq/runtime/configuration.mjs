/** Settings from the environment; the template worker-bullmq sets them all. */
export function readConfiguration(environment) {
  const text = (name) => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`${name} is not set`);
    return value;
  };
  const count = (name, otherwise) => {
    const value = Number(environment[name] ?? otherwise);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${name} is no whole number above 0`);
    return value;
  };
  return {
    redisUrl: text('REDIS_URL'),
    queue: text('WORKER_QUEUE'),
    processor: environment['WORKER_PROCESSOR'] ?? '/app/processor/index.mjs',
    concurrency: count('WORKER_CONCURRENCY', 1),
    lockMilliseconds: count('WORKER_LOCK_MILLISECONDS', 30_000),
    graceMilliseconds: count('WORKER_GRACE_MILLISECONDS', 25_000),
    healthPort: count('HEALTH_PORT', 8081),
  };
}
