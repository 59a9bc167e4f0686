import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { openSession } from '../../services/core/session.ts';
import { createSupervisor } from '../../services/core/supervisor/supervisor.ts';

/**
 * A core that does nothing but supervise: `node supervisor-child.ts <stack file>`. Tells one JSON object a line: each change, each live
 * sample where `--samples` is given, what goes over the edges where `--traffic` is, and for each line it reads (`snapshot`) an answer. Ends with its input.
 */
const [, , file = '', ...flags] = process.argv;
const session = openSession({ environment: process.env, resourcesDirectory: join(import.meta.dirname, '..', '..') });
const supervisor = await createSupervisor(session);
const stop = new AbortController();
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const telling = (async () => {
  for await (const batch of supervisor.changes(stop.signal)) for (const change of batch) say({ ...change, told: Date.now() });
})();
const sampling = (async () => {
  if (!flags.includes('--samples')) return;
  for await (const sample of supervisor.samples(stop.signal)) say({ type: 'sample', ...sample });
})();
const followed = await supervisor.follow(file);
const listening = (async () => {
  if (!flags.includes('--traffic')) return;
  for await (const sample of supervisor.traffic(stop.signal, followed.file)) say({ type: 'traffic', ...sample });
})();
say({ type: 'following' });
for await (const line of createInterface({ input: process.stdin })) {
  const [command = '', id = ''] = line.split(' ');
  if (command === 'snapshot') say({ type: 'answer', id, snapshot: supervisor.snapshot(file), cpu: process.cpuUsage(), memory: process.memoryUsage.rss() });
}
await supervisor[Symbol.asyncDispose]();
stop.abort();
await Promise.all([telling, sampling, listening]);
await session[Symbol.asyncDispose]();
