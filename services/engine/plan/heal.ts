import type { DesiredService } from '../container/types.ts';
import type { OwnContainer } from '../observe/types.ts';
import { planUp } from './up.ts';
import type { ImageDecision, Plan, PlanHealInput, PlanStep } from './types.ts';

/**
 * Starts again what has ended of the named services, in their order. What exists is started as it is, whatever the stack file says by
 * now: only `up` applies a change. What is missing is created. Pure; the same errors as `planUp`.
 */
export function planHeal({ services, ...input }: PlanHealInput): Plan {
  const named = new Set(services);
  const desired = { ...input.desired, services: Object.fromEntries(services.flatMap((name) => onlyAmong(input.desired.services[name], named))) };
  const hashes = new Map(Object.values(desired.services).flatMap((service) => (service.type === 'container' ? service.containers.map(({ name, hash }) => [name, hash] as const) : [])));
  const drifted = new Set(input.observed.containers.filter((each) => hashes.has(each.name) && hashes.get(each.name) !== each.hash).map((each) => each.name));
  const containers = input.observed.containers.flatMap((each) => asItIs(each, { hash: hashes.get(each.name), image: input.images[each.service] }));
  const plan = planUp({ ...input, desired, observed: { ...input.observed, containers }, only: services });
  return { ...plan, steps: plan.steps.map((step) => (step.kind === 'start-container' && drifted.has(step.target) ? unchanged(step) : step)) };
}

/** It waits only for what is started with it: what runs is ready or not its concern, what the user stopped stays so. */
function onlyAmong(service: DesiredService | undefined, named: ReadonlySet<string>): readonly (readonly [string, DesiredService])[] {
  return service === undefined ? [] : [[service.name, { ...service, uses: service.uses.filter((used) => named.has(used)) }]];
}

function asItIs({ goneFile: _goneFile, ...container }: OwnContainer, { hash, image }: { readonly hash: string | undefined; readonly image: ImageDecision | undefined }): readonly OwnContainer[] {
  if (hash === undefined) return container.leftover ? [container] : [];
  // A paused one was frozen by someone, a restarting one is in the engine's own hands.
  const state = container.state === 'paused' || container.state === 'restarting' ? 'running' : container.state;
  return [{ ...container, state, hash, imageId: image?.id ?? container.imageId, image: image?.id === undefined ? container.imageId : container.image }];
}

/** Without the desired spec nothing is written or recorded for a container that was made from an earlier one. */
function unchanged({ container: _container, image: _image, ...step }: Extract<PlanStep, { kind: 'start-container' }>): PlanStep {
  return step;
}
