import { Client } from 'minio';
import { readBackends, readBroker } from './common/environment.ts';
import { reasonOf } from './common/log.ts';
import { createMemcached } from './common/memcached.ts';
import { buckets, indexes, receiptKey, viewKey } from './common/names.ts';
import { clientOptions } from './common/object-storage.ts';
import { createSearchClient } from './common/search.ts';
import { within } from './common/deadline.ts';
import { addressOf, readOptions, type DemoAddress } from './seeding/connect.ts';
import { Final, until } from './seeding/until.ts';
import { post, readBack, searchFor } from './verifying/edge.ts';
import { openJobs } from './verifying/job.ts';
import { probe } from './verifying/probe-order.ts';
import { openTap } from './verifying/tap.ts';

export type Backend = 'edge' | 'redis' | 'minio' | 'elasticsearch' | 'rabbitmq' | 'memcached';

export interface VerifyStep {
  readonly backend: Backend;
  readonly step: string;
  readonly ok: boolean;
  readonly milliseconds: number;
  /** Why it failed, or what was seen. */
  readonly detail: string;
}

export interface Verification {
  readonly ok: boolean;
  readonly order?: string;
  /** The first backend that failed. */
  readonly failed?: Backend;
  readonly steps: readonly VerifyStep[];
}

export interface VerifyOptions extends DemoAddress {
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly progress: (step: VerifyStep) => void;
}

class StepFailed extends Error {}

/** Posts one order at the edge and follows it to all five backends. Stops at the first that fails; throws only when aborted. */
export async function verifyDemo({ environment, edge, timeoutSeconds, signal, progress }: VerifyOptions): Promise<Verification> {
  const backends = readBackends(environment);
  const broker = readBroker(environment);
  const deadline = performance.now() + timeoutSeconds * 1000;
  const steps: VerifyStep[] = [];
  const step = async <Value>(backend: Backend, name: string, work: () => Promise<readonly [Value, string]>): Promise<Value> => {
    signal.throwIfAborted();
    const started = performance.now();
    const finish = (ok: boolean, detail: string): void => {
      const done: VerifyStep = { backend, step: name, ok, milliseconds: Math.round(performance.now() - started), detail };
      steps.push(done);
      progress(done);
    };
    try {
      const [value, detail] = await work();
      finish(true, detail);
      return value;
    } catch (error) {
      signal.throwIfAborted();
      finish(false, reasonOf(error));
      throw new StepFailed(backend, { cause: error });
    }
  };
  const asked = <Value>(what: string, ask: () => Promise<Value | undefined>): Promise<Value> => until(what, ask, { deadline, signal });

  let order: string | undefined;
  try {
    using jobs = openJobs(backends.cache);
    using sessions = createMemcached(backends.sessions);
    const search = createSearchClient(backends.search);
    const files = new Client(clientOptions(backends.files));
    // First whether each is there at all: an order that waits for a backend would only say that it waits.
    await step('redis', 'answers', async () => [await within(3000, 'redis', jobs.ping()), 'PONG']);
    await step('minio', 'answers', async () => [await within(3000, 'minio', expectBucket(files)), `bucket ${buckets.receipts}`]);
    await step('elasticsearch', 'answers', async () => [await search.ping(), 'cluster health']);
    await using tap = await step('rabbitmq', 'answers', async () => [await within(6000, 'rabbitmq', openTap(broker)), 'own queue on the exchange orders']);
    await step('memcached', 'answers', async () => [undefined, await sessions.version()]);

    const id = await step('edge', 'takes an order', async () => {
      const created = await post(edge);
      return [created, created];
    });
    order = id;
    await step('redis', 'job completed', async () => [await asked('redis', () => jobs.completed(id)), `bull:orders:${id}`]);
    await step('minio', 'receipt', async () => [same(await asked('minio', () => readReceipt(files, id))), `${buckets.receipts}/${receiptKey(id)}`]);
    await step('elasticsearch', 'document', async () => [same(await asked('elasticsearch', () => search.get(indexes.orders, id))), `${indexes.orders}/_doc/${id}`]);
    await step('rabbitmq', 'message', async () => [same(await asked('rabbitmq', async () => tap.find(`${id}-completed`))), 'order.completed']);
    await step('memcached', 'view', async () => {
      const view = await asked('memcached', () => sessions.get(viewKey(id)));
      return [same(JSON.parse(view) as Record<string, unknown>), viewKey(id)];
    });
    await step('edge', 'answers with the order', async () => [undefined, `from ${await asked('edge', () => readBack(edge, id))}`]);
    await step('edge', 'finds the order', async () => [await asked('edge', () => searchFor(edge, id)), `/search?q=${id}`]);
    return { ok: true, order: id, steps };
  } catch (error) {
    const failed = steps.find(({ ok }) => !ok)?.backend;
    if (!(error instanceof StepFailed) || failed === undefined) throw error;
    return { ok: false, ...(order === undefined ? {} : { order }), failed, steps };
  }
}

async function expectBucket(files: Client): Promise<void> {
  if (!(await files.bucketExists(buckets.receipts))) throw new Error(`there is no bucket ${buckets.receipts}`);
}

async function readReceipt(files: Client, id: string): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of await files.getObject(buckets.receipts, receiptKey(id))) chunks.push(Buffer.from(chunk as Uint8Array));
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

/** Whether a copy of the order says what was posted. */
function same(copy: Readonly<Record<string, unknown>>): void {
  const seen = JSON.stringify([copy['status'], copy['total'], (copy['customer'] as { email?: string } | undefined)?.email]);
  const wanted = JSON.stringify(['completed', probe.total, probe.body.customer.email]);
  if (seen !== wanted) throw new Final(`status, total and customer are ${seen} instead of ${wanted}`);
}

const help = `Posts one order at the edge and follows it to redis, minio, elasticsearch, rabbitmq and memcached.
Exit code 1 and the name of the first backend that failed, where one did.

  stackyard env --for host --json | node resources/demo/verify.ts --env -

  --env FILE   JSON of "stackyard env --for host --json"; - is standard input; else the environment
  --edge URL   the edge (http://127.0.0.1:8088)
  --timeout S  seconds until it gives up (30)
  --json       one JSON document on standard output
`;

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  const progress = ({ ok, backend, step, milliseconds, detail }: VerifyStep): void => {
    process.stderr.write(`${ok ? 'ok    ' : 'FAILED'} ${backend.padEnd(14)}${step.padEnd(24)}${String(milliseconds).padStart(6)} ms  ${detail}\n`);
  };
  try {
    const result = await verifyDemo({ ...addressOf(options), timeoutSeconds: Number(options.timeout ?? 30), signal: stop.signal, progress });
    if (options.json === true) process.stdout.write(`${JSON.stringify(result)}\n`);
    if (!result.ok) process.stderr.write(`verify failed at ${result.failed}\n`);
    return result.ok ? 0 : 1;
  } catch (error) {
    process.stderr.write(`verify failed: ${reasonOf(error)}\n`);
    return stop.signal.aborted ? 130 : 1;
  }
}

if (import.meta.main) process.exitCode = await main();
