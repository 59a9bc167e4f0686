import type { OwnContainer } from '../observe/types.ts';
import { keptBefore, refuseEarlierNames } from './earlier.ts';
import { refuseForeignNames } from './conflicts.ts';
import { inOrder } from './graph.ts';
import { notTakenOver, refuseOtherFile, sharedVolumes } from './other-file.ts';
import { planProcess, planReadiness } from './readiness.ts';
import { planReplica, planSurplus } from './replicas.ts';
import { createScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { namedServices, withUsed } from './select.ts';
import { survey } from './survey.ts';
import type { Survey } from './survey.ts';
import type { Plan, PlanUpInput } from './types.ts';

/**
 * From what is desired and what there is to the steps between. Pure; cost grows linearly with the stack.
 * CONFLICT when names or the stack itself belong to someone else, or it runs under a name that it had before; USAGE for an unknown service in `only`.
 */
export function planUp(input: PlanUpInput): Plan {
  const { desired, observed } = input;
  refuseOtherFile(observed);
  refuseEarlierNames(input.earlier?.names ?? []);
  const uses = Object.fromEntries(Object.values(desired.services).map((service) => [service.name, service.uses]));
  const selected = withUsed(namedServices(Object.keys(desired.services), input.only), uses);
  const found = survey(input, selected);
  const scope = createScope({ input, selected, survey: found });
  refuseForeignNames(observed, {
    containers: new Map(scope.created.map(({ container }) => [container.name, container.service])),
    network: scope.needsNetwork ? desired.network.name : undefined,
    volumes: scope.missingVolumes.map((each) => each.name),
  });
  planFoundations(scope);
  for (const surplus of found.surplus) planSurplus(scope, surplus);
  for (const name of selected) {
    const service = desired.services[name];
    if (service?.type === 'container') for (const replica of found.replicas.get(name) ?? []) planReplica(scope, service, replica);
    if (service?.type === 'process') planProcess(scope, service);
    if (service !== undefined) planReadiness(scope, service);
  }
  planStrayProcesses(scope);
  return { stack: desired.stack, steps: inOrder(scope.graph.steps), notes: notesOf(scope, found), desired };
}

/** Network, volumes and images come first and all at once. */
function planFoundations(scope: Scope): void {
  const { graph, input } = scope;
  const { network } = input.desired;
  if (scope.needsNetwork) {
    scope.networkStep = graph.add({ kind: 'create-network', target: network.name, cause: 'the stack has no network', labels: network.labels });
  }
  for (const volume of scope.missingVolumes) {
    const cause = `${volume.service} has no volume ${volume.volume}`;
    scope.volumeSteps.set(volume.name, graph.add({ kind: 'create-volume', service: volume.service, target: volume.name, cause, volume }));
  }
  for (const [reference, { image, services }] of scope.missingImages) {
    const cause = image.cause ?? 'the image is not on this engine';
    scope.imageSteps.set(reference, graph.add({ kind: 'provide-image', service: services[0] ?? '', target: reference, cause, services, image }));
  }
}

function planStrayProcesses({ graph, input }: Scope): void {
  if (input.only !== undefined) return;
  for (const [service, process] of Object.entries(input.processes ?? {})) {
    if (!process.running || input.desired.services[service]?.type === 'process') continue;
    graph.add({ kind: 'stop-process', service, target: service, cause: `${service} is no longer a process of the stack` });
  }
}

function notesOf(scope: Scope, found: Survey): readonly string[] {
  const { input, missingVolumes } = scope;
  const notes: string[] = [];
  const kept = (container: OwnContainer, now: ReadonlySet<string>, because: string): void => {
    for (const volume of new Set(Object.values(container.volumes))) {
      const own = input.observed.volumes.some((each) => each.name === volume);
      if (own && !now.has(volume)) notes.push(`Volume ${volume} is kept with its data: ${because}.`);
    }
  };
  for (const { container, verdict } of [...found.replicas.values()].flat()) {
    if (verdict.action !== 'recreate') continue;
    kept(verdict.old, new Set(container.volumes), `${container.service} no longer mounts it`);
  }
  const desired = new Set(input.desired.volumes.map((each) => each.name));
  for (const { container, cause } of found.surplus) kept(container, desired, cause);
  if (input.earlier !== undefined) notes.push(...keptBefore(missingVolumes, input.earlier));
  notes.push(...sharedVolumes(scope), ...notTakenOver(scope, found));
  return [...new Set(notes)];
}
