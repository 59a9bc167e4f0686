import type { Kind, KindEntry } from './kind.ts';

/** Every kind, loaded only when a stack needs it: the start of the command line must not pay for all of them. */
export const kinds: readonly KindEntry[] = [
  { id: 'elasticsearch', load: async () => (await import('./elasticsearch/index.ts')).elasticsearchKind },
  { id: 'envoy', load: async () => (await import('./envoy/index.ts')).envoyKind },
  { id: 'memcached', load: async () => (await import('./memcached/index.ts')).memcachedKind },
  { id: 'minio', load: async () => (await import('./minio/index.ts')).minioKind },
  { id: 'nginx', load: async () => (await import('./nginx/index.ts')).nginxKind },
  { id: 'postgres', load: async () => (await import('./postgres/index.ts')).postgresKind },
  { id: 'rabbitmq', load: async () => (await import('./rabbitmq/index.ts')).rabbitmqKind },
  { id: 'redis', load: async () => (await import('./redis/index.ts')).redisKind },
  { id: 'worker-bullmq', load: async () => (await import('./worker-bullmq/index.ts')).workerBullmqKind },
];

/** A kind by its id; undefined where no code speaks that protocol. */
export async function findKind(id: string): Promise<Kind | undefined> {
  return kinds.find((each) => each.id === id)?.load();
}
