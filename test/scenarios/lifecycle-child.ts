import { createStack, redis, redisConf, shell, testEngine } from './lifecycle-stack.ts';
import type { Service } from '../../services/topology/types.ts';

/** Two services, one of which uses the other; `256mb` and `128mb` differ in the mounted file of the first one. */
export function sweptServices(memory: string): readonly Service[] {
  const cache = redis('cache', { files: [{ path: '/etc/redis/redis.conf', content: redisConf(memory), secret: true }] });
  return [cache, shell('api', 'sleep 1000', { uses: ['cache'], ready: { by: 'exec', command: ['true'] }, environment: { MEMORY: memory } })];
}

/** Run as a process of its own, so that its kill point ends only it: `node lifecycle-child.ts <name> <directory> <up|down> <memory>`. */
if (process.argv[1] === import.meta.filename) {
  const [, , name = '', directory = '', verb = '', memory = ''] = process.argv;
  const client = await testEngine();
  const stack = await createStack(client, { name, directory });
  await (verb === 'down' ? stack.down({ cache: [], api: ['cache'] }) : stack.up(sweptServices(memory)));
}
