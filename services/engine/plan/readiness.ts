import type { DesiredProcessService, DesiredService } from '../container/types.ts';
import { mustStart } from './must-start.ts';
import type { Scope } from './scope.ts';

/** Starts the host process, or restarts it when its hash changed or it keeps ending. */
export function planProcess(scope: Scope, service: DesiredProcessService): void {
  const { graph, input } = scope;
  const running = input.processes?.[service.name];
  if (!mustStart(service, running)) return;
  const ready = service.uses.map((used) => scope.readySteps.get(used));
  const common = { service: service.name, target: service.name };
  const restart = running?.running === true;
  const cause = !restart ? 'it does not run' : running.hash === service.hash ? 'it keeps ending' : 'its command or environment changed';
  const stop = restart ? graph.add({ ...common, kind: 'stop-process', cause }, ready) : undefined;
  scope.startSteps.set(service.name, [graph.add({ ...common, kind: 'start-process', cause, hash: service.hash }, [stop, ...ready])]);
}

/** Waits for a service that starts, that a starting one uses, or whose declared resources changed. */
export function planReadiness(scope: Scope, service: DesiredService): void {
  const cause = causeToWait(scope, service);
  if (cause === undefined) return;
  const common = { service: service.name, target: service.name };
  const replicas =
    service.type === 'container'
      ? service.containers.map(({ replica, name, memoryBytes }) => ({ replica, container: name, ...(memoryBytes === undefined ? {} : { memoryBytes }) }))
      : Array.from({ length: service.scale }, (_, index) => ({ replica: index + 1 }));
  const wait = scope.graph.add({ ...common, kind: 'wait-ready', cause, replicas, timeoutSeconds: service.readyTimeoutSeconds }, scope.startSteps.get(service.name));
  scope.readySteps.set(service.name, wait);
  if (service.resources === undefined) return;
  if (!scope.starting.has(service.name) && !resourcesChanged(scope, service)) return;
  const declared = scope.starting.has(service.name) ? 'it was started' : 'its declared resources changed';
  scope.readySteps.set(service.name, scope.graph.add({ ...common, kind: 'apply-resources', cause: declared, resources: service.resources }, [wait]));
}

function causeToWait(scope: Scope, service: DesiredService): string | undefined {
  if (scope.starting.has(service.name)) return 'it was started';
  const waiting = scope.survey.replicas.get(service.name)?.find(({ verdict }) => verdict.action === 'wait')?.verdict;
  if (waiting?.action === 'wait') return waiting.cause;
  if (scope.input.unready?.has(service.name) === true) return 'it is not ready';
  if (resourcesChanged(scope, service)) return 'its declared resources changed';
  const user = scope.users.get(service.name)?.find((name) => scope.starting.has(name));
  return user === undefined ? undefined : `${user} uses it`;
}

function resourcesChanged(scope: Scope, service: DesiredService): boolean {
  return service.resources !== undefined && scope.input.applied(service.name)?.resources !== service.resources;
}
