import { readBackends, readBroker } from './common/environment.ts';
import { reasonOf } from './common/log.ts';
import { addressOf, readOptions, type DemoAddress } from './seeding/connect.ts';
import { createProducts, seedProducts } from './seeding/documents.ts';
import { addMemcachedKeys, addRedisKeys } from './seeding/keys.ts';
import { awaitDeadLetters } from './seeding/letters.ts';
import { putObjects, seedObjects, type Added } from './seeding/objects.ts';
import { seedOrders } from './seeding/orders.ts';
import { awaitWork, placeOrders } from './seeding/place-orders.ts';
import { createRandom } from './seeding/random.ts';

export interface SeedOptions extends DemoAddress {
  readonly seed: number;
  /** How many orders. */
  readonly orders: number;
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  readonly progress: (line: string) => void;
}

const help = `Fills the demo shop. A second run with the same seed adds nothing.

  stackyard env --for host --json | node resources/demo/seed.ts --env -

  --env FILE     JSON of "stackyard env --for host --json"; - is standard input; else the environment
  --edge URL     the edge (http://127.0.0.1:8088)
  --seed NUMBER  other data (1)
  --orders N     number of orders (300)
  --timeout S    seconds until it gives up (60)
`;

/** Throws an Error that names the backend which refused. */
export async function seedDemo({ environment, edge, seed, orders, timeoutSeconds, signal, progress }: SeedOptions): Promise<void> {
  const backends = readBackends(environment);
  const patience = { deadline: performance.now() + timeoutSeconds * 1000, signal };
  const tell = (what: string, { added, present }: Added): void => progress(`${what}: ${added} added, ${present} there already`);
  const step = async (backend: string, what: string, work: () => Promise<Added>): Promise<void> => {
    signal.throwIfAborted();
    try {
      tell(what, await work());
    } catch (error) {
      throw new Error(`${backend}: ${reasonOf(error)}`, { cause: error });
    }
  };
  // Each part has its own numbers, so that a change of one leaves the others as they are.
  await Promise.all([
    step('elasticsearch', 'products in elasticsearch', () => createProducts(backends.search, seedProducts(createRandom(seed)))),
    step('minio', 'objects in minio', () => putObjects(backends.files, seedObjects(createRandom(seed + 1)))),
    step('redis', 'keys in redis', () => addRedisKeys(backends.cache, createRandom(seed + 2))),
    step('memcached', 'keys in memcached', () => addMemcachedKeys(backends.sessions)),
  ]);
  const placed = await placeOrders(edge, seedOrders(seed, orders, createRandom(seed + 3)), patience);
  const added = placed.filter(({ isNew }) => isNew).length;
  tell('orders at the edge', { added, present: placed.length - added });
  await awaitWork(backends.cache, placed, patience);
  const expected = added === placed.length ? placed.filter(({ deadLetter }) => deadLetter).length : 0;
  const letters = await awaitDeadLetters(readBroker(environment), expected, patience);
  progress(`worked off: ${placed.filter(({ delayed }) => delayed).length} orders are scheduled for later, ${letters.dead} dead letters, ${letters.shipments} shipments wait for the warehouse`);
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  const started = performance.now();
  try {
    await seedDemo({
      ...addressOf(options),
      seed: Number(options.seed ?? 1),
      orders: Number(options.orders ?? 300),
      timeoutSeconds: Number(options.timeout ?? 60),
      signal: stop.signal,
      progress: (line) => process.stderr.write(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${line}\n`),
    });
  } catch (error) {
    process.stderr.write(`seed failed: ${reasonOf(error)}\n`);
    return stop.signal.aborted ? 130 : 1;
  }
  process.stderr.write(`done in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
  return 0;
}

if (import.meta.main) process.exitCode = await main();
