// Plans a stack of so many services in a fresh process: prints milliseconds of reading it, of the first plan, and of later ones.
import { allocatePorts, desiredStack, planUp, type Observed } from '../../services/engine/index.ts';
import { containerOf, desiredOf, running, up as planUnchanged } from '../../services/engine/plan/plan.test-support.ts';
import { contextResolver, materialize } from '../../services/topology/index.ts';
import { readLargeStack } from '../stack/large-stack.ts';

const size = Number(process.argv[2]);

const observed: Observed = { stack: 'large', containers: [], networks: [], volumes: [], others: [], foreign: { containers: [], networks: [], volumes: [] } };

const readingBegan = performance.now();
const topology = await readLargeStack(size);
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

/** A chain in which each uses the one before, all of it there and unchanged: what the planner has most often to say nothing to. */
const chain = desiredOf(Array.from({ length: size }, (_, index) => containerOf(`s${index}`, { uses: index === 0 ? [] : [`s${index - 1}`] })));
const there = running(chain);

function planNothing(): number {
  const began = performance.now();
  const { steps } = planUnchanged(chain, { observed: there });
  if (steps.length > 0) throw new Error(`${steps.length} steps where nothing is to be done`);
  return performance.now() - began;
}

const first = plan();
const later = Array.from({ length: 15 }, plan);
const nothing = Array.from({ length: 15 }, planNothing);
console.log(JSON.stringify({ reading, first, later, nothing }));
