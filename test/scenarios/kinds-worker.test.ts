import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { logs } from '../kinds/contract/docker.ts';
import { createStack, type TestStack } from '../kinds/contract/stack.ts';

const run = promisify(execFile);

const processor = `
import { setTimeout } from 'node:timers/promises';
export default async (job, { log }) => {
  if (job.name === 'slow') await setTimeout(3_000);
  if (job.name === 'broken') throw new Error('as wanted');
  log('seen', { number: job.data.number });
  return job.data.number * 2;
};
`;

describe('worker-bullmq', () => {
  let stack: TestStack;
  const services = `
  cache: { template: redis }
  jobs:
    template: worker-bullmq
    uses: [cache]
    options: { queue: sums, concurrency: 2 }
    volumes: ["./processor:/app/processor:ro"]
`;
  beforeAll(async () => {
    stack = await createStack({ services, files: { 'processor/index.mjs': processor } });
    await stack.start('cache');
    await stack.ready('cache');
    await stack.start('jobs');
  });
  afterAll(async () => stack?.[Symbol.asyncDispose]());

  const inWorker = async (code: string): Promise<string> => {
    const head = `import { Queue, QueueEvents } from 'bullmq'; import { Redis } from 'ioredis'; const connection = new Redis(process.env.REDIS_URL, { maxRetriesPerRequest: null }); const queue = new Queue('sums', { connection });`;
    const { stdout } = await run('docker', ['exec', '-w', '/app', stack.container('jobs'), 'node', '--input-type=module', '-e', `${head}${code}; process.exit(0);`], { timeout: 30_000 });
    return stdout.trim();
  };

  test('is ready once it takes jobs, and runs them', async () => {
    await stack.ready('jobs');
    const script = `const events = new QueueEvents('sums', { connection: connection.duplicate() }); await events.waitUntilReady(); const job = await queue.add('sum', { number: 21 }); console.log(await job.waitUntilFinished(events, 20000));`;
    expect(await inWorker(script)).toBe('42');
    expect(await logs(stack.container('jobs'))).toMatch(/"message":"completed".*"name":"sum"/);
  });

  test('a failure is told without the data of the job', async () => {
    await inWorker(`await queue.add('broken', { number: 1, token: 'not-for-the-log' })`);
    const end = Date.now() + 10_000;
    while (!(await logs(stack.container('jobs'))).includes('"error":"as wanted"') && Date.now() < end) await pause(100);
    const text = await logs(stack.container('jobs'));
    expect(text).toContain('"error":"as wanted"');
    expect(text).not.toContain('not-for-the-log');
  });

  test('on SIGTERM it finishes the job under way and exits 0', async () => {
    await inWorker(`await queue.add('slow', { number: 4 }, { jobId: 'last' })`);
    const end = Date.now() + 10_000;
    while ((await inWorker(`console.log(await queue.getActiveCount())`)) !== '1' && Date.now() < end) await pause(50);
    const stopped = await stack.stop('jobs');
    expect(stopped.exitCode).toBe(0);
    expect(stopped.milliseconds).toBeLessThan(10_000);
    await stack.remove('jobs');
    await stack.start('jobs');
    await stack.ready('jobs');
    expect(await inWorker(`const job = await queue.getJob('last'); console.log(await job.getState(), job.returnvalue)`)).toBe('completed 8');
  });

  test('is not ready while Redis is away, and ready again after', async () => {
    await stack.stop('cache');
    const jobs = await stack.kind('jobs');
    await vi.waitFor(() => expect(jobs.probe?.(stack.reach('jobs'))).rejects.toThrow(/redis is/), { timeout: 10_000, interval: 50 });
    await stack.remove('cache');
    await stack.start('cache');
    await stack.ready('cache');
    await stack.ready('jobs');
  });
});
