import { temporaryName } from '../container/names.ts';
import type { DesiredContainer, DesiredContainerService } from '../container/types.ts';
import type { OwnContainer } from '../observe/types.ts';
import { addressKey } from './scope.ts';
import type { Scope } from './scope.ts';
import type { Replica, Surplus } from './survey.ts';

const alive: ReadonlySet<OwnContainer['state']> = new Set(['running', 'paused', 'restarting']);

export function isAlive(container: OwnContainer): boolean {
  return alive.has(container.state);
}

/** Steps that lead one replica to its desired container, running. */
export function planReplica(scope: Scope, service: DesiredContainerService, replica: Replica): void {
  const { verdict, container, image } = replica;
  switch (verdict.action) {
    case 'keep':
    case 'wait':
      return;
    case 'start':
      planStart(scope, { service, replica, cause: verdict.cause, how: verdict.how, after: [] });
      return;
    case 'create': {
      const after = [...foundations(scope, replica), scope.freed.get(container.name)];
      const create = scope.graph.add({ kind: 'create-container', service: service.name, target: container.name, cause: verdict.cause, container, image }, after);
      planStart(scope, { service, replica, cause: 'it is new', how: 'start', after: [create] });
      return;
    }
    case 'recreate': {
      const target = temporaryName(verdict.old.id, container.name);
      const after = [...foundations(scope, replica), scope.freed.get(target)];
      const create = scope.graph.add({ kind: 'create-container', service: service.name, target, cause: verdict.cause, container, image }, after);
      planSwitch(scope, { service, replica, old: verdict.old, from: target, cause: verdict.cause, after: [create] });
      return;
    }
    case 'promote':
      planSwitch(scope, { service, replica, from: verdict.leftover.name, cause: verdict.cause, after: [], ...(verdict.old === undefined ? {} : { old: verdict.old }) });
  }
}

function foundations(scope: Scope, { container, image }: Replica): readonly (string | undefined)[] {
  return [scope.networkStep, scope.imageSteps.get(image.reference), ...container.volumes.map((volume) => scope.volumeSteps.get(volume))];
}

function readyOfUsed(scope: Scope, service: DesiredContainerService): readonly (string | undefined)[] {
  return service.uses.map((used) => scope.readySteps.get(used));
}

interface Start {
  readonly service: DesiredContainerService;
  readonly replica: Replica;
  readonly cause: string;
  readonly how: 'start' | 'unpause';
  readonly after: readonly (string | undefined)[];
}

function planStart(scope: Scope, { service, replica: { container, image }, cause, how, after }: Start): void {
  const start = scope.graph.add(
    { kind: 'start-container', service: service.name, target: container.name, cause, replica: container.replica, how, container, image },
    [...after, ...readyOfUsed(scope, service), ...portsFreed(scope, container)],
  );
  scope.startSteps.set(service.name, [...(scope.startSteps.get(service.name) ?? []), start]);
}

/** Remove steps of other containers that hold a port this one takes over. */
function portsFreed(scope: Scope, container: DesiredContainer): readonly string[] {
  return container.ports.flatMap((port) => {
    const released = port.address === undefined ? undefined : scope.released.get(addressKey(port.protocol, port.address.port));
    return released === undefined || released.holder === container.name ? [] : [released.step];
  });
}

interface Switch {
  readonly service: DesiredContainerService;
  readonly replica: Replica;
  /** Absent when an interrupted recreate has removed it already. */
  readonly old?: OwnContainer;
  /** Name of the new container until the old one is gone. */
  readonly from: string;
  readonly cause: string;
  readonly after: readonly string[];
}

/** Stop old → remove old → rename new → start new: the new one exists before the old one dies. */
function planSwitch(scope: Scope, { service, replica, old, from, cause, after }: Switch): void {
  const { graph } = scope;
  const { container } = replica;
  const common = { service: service.name, target: container.name };
  let last = after;
  if (old !== undefined) {
    if (isAlive(old)) {
      // The old one serves until what the new one uses is ready; unless someone waits for its port.
      const wait = givesUpPort(scope, old) ? [] : readyOfUsed(scope, service);
      last = [graph.add({ ...common, kind: 'stop-container', cause, container: old.id, graceSeconds: container.stopGraceSeconds, paused: old.state === 'paused' }, [...last, ...wait])];
    }
    last = [graph.add({ ...common, kind: 'remove-container', cause: 'replaced by its new container', container: old.id }, last)];
  }
  const rename = graph.add({ ...common, kind: 'rename-container', cause: 'the new container takes the name', from, to: container.name }, last);
  planStart(scope, { service, replica, cause, how: 'start', after: [rename] });
}

function givesUpPort(scope: Scope, old: OwnContainer): boolean {
  return old.ports.some((port) => (scope.wanted.get(addressKey(port.protocol, port.hostPort)) ?? []).some((name) => name !== old.name));
}

/** A container that nothing claims: stopped and removed, its volumes kept. */
export function planSurplus({ graph, freed }: Scope, { container, cause }: Surplus): void {
  const common = { service: container.service, target: container.name, container: container.id };
  const stop = isAlive(container) ? graph.add({ ...common, kind: 'stop-container', cause, paused: container.state === 'paused' }) : undefined;
  freed.set(container.name, graph.add({ ...common, kind: 'remove-container', cause }, [stop]));
}
