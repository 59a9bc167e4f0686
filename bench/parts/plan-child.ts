// Plans a stack of so many services in a fresh process: prints milliseconds of reading it, of the first plan, and of later ones.
import { join } from 'node:path';
import { allocatePorts, desiredStack, planUp, type Observed } from '../../services/engine/index.ts';
import { kinds } from '../../services/kinds/index.ts';
import { contextResolver, loadStack, materialize } from '../../services/topology/index.ts';
import type { StackReader } from '../../services/topology/reader.ts';
import { nodeReader } from '../../services/core/node-reader.ts';

const size = Number(process.argv[2]);
const root = join(import.meta.dirname, '..', '..');

/** A quarter each: caches, brokers, workers on both, and web services on a worker. */
function stackText(): string {
  const services = Array.from({ length: size / 4 }, (_, index) =>
    [
      `  cache-${index}: { template: redis, options: { maxmemory: 64mb } }`,
      `  broker-${index}: { template: rabbitmq, queues: [orders, mails] }`,
      `  worker-${index}: { image: "worker:1", uses: [cache-${index}, broker-${index}], environment: { LEVEL: info } }`,
      `  web-${index}: { image: "web:1", expose: { http: 8080 }, uses: [worker-${index}, cache-${index}], environment: { LEVEL: info } }`,
    ].join('\n'),
  );
  return `name: large\nservices:\n${services.join('\n')}\n`;
}

const file = '/large/stackyard.yaml';
const reader: StackReader = {
  ...nodeReader,
  kindOf: async (path) => (path === file ? Promise.resolve('file') : nodeReader.kindOf(path)),
  readText: async (path, limit) => (path === file ? Promise.resolve({ text: stackText() }) : nodeReader.readText(path, limit)),
};
const observed: Observed = { stack: 'large', containers: [], networks: [], volumes: [], owners: [], foreign: { containers: [], networks: [], volumes: [] } };

const readingBegan = performance.now();
const topology = await loadStack({ file, reader, kinds: async (id) => kinds.find((kind) => kind.id === id)?.load(), templateRoots: [join(root, 'compose-templates')], environment: {} });
const reading = performance.now() - readingBegan;
const { hostPorts } = await allocatePorts({ topology, observed, remembered: {}, check: { isFree: () => true, holder: () => undefined } });
const images = Object.fromEntries(Object.values(topology.services).map(({ name }) => [name, { reference: `${name}:1`, id: 'sha256:0' }]));
const lookups = { hostPort: () => 1, secret: () => 'secret', derived: () => 'derived' };
const resolver = contextResolver({ topology, context: 'container' }, lookups);

/** What the desired containers are, with their hashes, and the steps that lead there from nothing. */
function plan(): number {
  const began = performance.now();
  const desired = desiredStack(topology, { hostPorts, secretFingerprint: () => 'fingerprint', materialize: (text) => materialize(text, resolver) });
  const { steps } = planUp({ desired, observed, images, processes: {}, applied: () => undefined });
  if (steps.length < size * 3) throw new Error(`${steps.length} steps for ${size} services`);
  return performance.now() - began;
}

const first = plan();
const later = Array.from({ length: 15 }, plan);
console.log(JSON.stringify({ reading, first, later }));
