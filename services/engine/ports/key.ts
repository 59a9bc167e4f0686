/** Under which a stack remembers a host port: `cache.redis` for replica 1, `cache.redis.2` for replica 2. */
export function portKey(service: string, port: string, replica: number): string {
  return replica === 1 ? `${service}.${port}` : `${service}.${port}.${replica}`;
}
