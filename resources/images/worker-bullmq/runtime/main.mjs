import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { readConfiguration } from './configuration.mjs';
import { startHealth } from './health.mjs';
import { loadProcessor } from './processor.mjs';

/** One line of JSON per event. Job data stays out of it: it may hold what must not be logged. */
function log(level, message, details = {}) {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...details })}\n`);
}

async function run() {
  const { redisUrl, queue, processor: path, concurrency, lockMilliseconds, graceMilliseconds, healthPort } = readConfiguration(process.env);
  const processor = await loadProcessor(path);
  const stopping = new AbortController();
  // BullMQ's blocking commands must wait as long as Redis is away.
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const problem = (error) => log('error', 'redis', { error: error.message || error.code });
  connection.on('error', problem);
  const handle = async (job) => processor(job, { signal: stopping.signal, log: (message, details) => log('info', message, { queue, job: job.id, ...details }) });
  const worker = new Worker(queue, handle, { connection, concurrency, lockDuration: lockMilliseconds });
  worker.on('error', problem);
  worker.on('completed', (job) => log('info', 'completed', { queue, job: job.id, name: job.name, milliseconds: job.finishedOn - job.processedOn }));
  worker.on('failed', (job, error) => log('warn', 'failed', { queue, job: job?.id, name: job?.name, attempt: job?.attemptsMade, error: error.message }));
  worker.on('stalled', (job) => log('warn', 'stalled', { queue, job }));
  const missing = () => (stopping.signal.aborted ? 'stopping' : connection.status !== 'ready' ? `redis is ${connection.status}` : worker.isRunning() ? undefined : 'the worker does not run');
  const health = await startHealth({ port: healthPort, missing });
  await worker.waitUntilReady();
  log('info', 'ready', { queue, concurrency });

  const stop = async (signal) => {
    if (stopping.signal.aborted) return;
    log('info', 'stopping', { signal });
    stopping.abort(new Error(signal));
    // Jobs that take longer than the grace go back to the queue when their lock ends.
    const grace = new Promise((resolve) => setTimeout(resolve, graceMilliseconds, false).unref());
    const isDrained = await Promise.race([worker.close().then(() => true), grace]);
    if (!isDrained) {
      log('warn', 'jobs under way were left', { queue });
      process.exit(1);
    }
    await health.close();
    connection.disconnect();
    log('info', 'stopped');
  };
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal).catch(fail));
}

function fail(error) {
  log('error', 'cannot run', { error: error.message });
  process.exit(1);
}

await run().catch(fail);
