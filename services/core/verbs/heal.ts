import { setInterval } from 'node:timers';
import type { Progress } from '../../contract/results.ts';
import { execute, planHeal, type ImageDecision } from '../../engine/index.ts';
import { chooseImages, type ImageChoice } from '../../engine/images/index.ts';
import { isStackLockAwaited } from '../../store/index.ts';
import { observeProcesses } from '../host-processes.ts';
import { imageDeps } from '../image-deps.ts';
import { prepare, type Prepared } from '../prepare.ts';
import type { Session } from '../session.ts';
import type { Topology } from '../topology.ts';
import { changing } from './change.ts';
import { executeContext } from './up.ts';

/** How often (ms) a heal looks whether a command waits for the stack. */
const GIVE_WAY = 250;

export interface HealRequest {
  readonly topology: Topology;
  readonly services: readonly string[];
  readonly signal: AbortSignal;
}

/**
 * Starts again what has ended of services that are still wanted up, under the stack's lock. Gives way (CANCELLED) to a command that
 * waits for the lock: what it had started is left running.
 */
export async function* heal(session: Session, { topology, services, signal }: HealRequest): AsyncGenerator<Progress> {
  const stack = topology.name;
  yield* changing({ session, stack, verb: 'heal', services, signal }, async function* (context) {
    const wanted = await context.store.wanted.read(stack);
    const still = services.filter((name) => wanted.get(name) === true);
    if (still.length === 0) return;
    const prepared = await prepare(session, topology, { signal, only: still });
    const { images, choices } = await imagesOf(prepared, still);
    const processes = await observeProcesses(session, topology, signal);
    const plan = planHeal({ desired: prepared.desired, observed: prepared.observed, images, processes, applied: (service) => prepared.applied.read(service), services: still });
    const giveWay = new AbortController();
    const watch = setInterval(() => {
      if (isStackLockAwaited(session.stateDirectory, stack)) giveWay.abort();
    }, GIVE_WAY);
    try {
      yield* execute(plan, executeContext({ prepared, choices, context, hostPorts: { current: prepared.allocation.hostPorts } }, AbortSignal.any([signal, giveWay.signal])));
    } finally {
      clearInterval(watch);
    }
  });
}

interface Images {
  readonly images: Readonly<Record<string, ImageDecision>>;
  readonly choices: Readonly<Record<string, ImageChoice>>;
}

/** What exists keeps its image; only a container that is gone needs one to be chosen, which may read whole build folders. */
async function imagesOf({ session, client, topology, desired, observed }: Prepared, services: readonly string[]): Promise<Images> {
  const existing = new Map(observed.containers.map((each) => [each.name, each]));
  const images: Record<string, ImageDecision> = {};
  const missing: string[] = [];
  for (const name of services) {
    const service = desired.services[name];
    if (service?.type !== 'container') continue;
    const first = existing.get(service.containers[0]?.name ?? '');
    if (first !== undefined && service.containers.every((each) => existing.has(each.name))) images[name] = { reference: first.image, id: first.imageId };
    else missing.push(name);
  }
  if (missing.length === 0) return { images, choices: {} };
  const asked = Object.fromEntries(Object.entries(topology.services).filter(([name]) => missing.includes(name)));
  const choices = await chooseImages({ ...topology, services: asked }, imageDeps(session, client));
  for (const [name, { reference, id, cause }] of Object.entries(choices)) images[name] = { reference, ...(id === undefined ? {} : { id }), ...(cause === undefined ? {} : { cause }) };
  return { images, choices };
}
