import { StackyardError } from '../contract/errors.ts';
import { isSameFile, otherFileWords, whereaboutsOf, type Desired, type HostPorts, type ObservedProcess, type ProcessSupervisor } from '../engine/index.ts';
import type { ProcessService, Topology } from '../topology/types.ts';
import { textResolver, type Prepared } from './prepare.ts';
import { endWords, noteOrigin, originOf, processes, type Processes, type ProcessStatus } from './processes/index.ts';
import type { ProbeContext } from './readiness/probe.ts';
import { isYoung } from './readiness/steady.ts';
import type { Session } from './session.ts';

export function hasProcesses(topology: Topology): boolean {
  return Object.values(topology.services).some((service) => service.type === 'process');
}

/**
 * What the keeper runs now, for the planner of a change.
 * @throws StackyardError CONFLICT where it runs processes of another stack file of that name, which still is there.
 */
export async function observeProcesses(session: Session, topology: Topology, signal?: AbortSignal): Promise<Readonly<Record<string, ObservedProcess>>> {
  const other = otherOrigin(session, topology);
  if (!hasProcesses(topology) && !mayHaveLeft(session, topology)) return {};
  const kept = await observeKept(session, topology.name, signal);
  if (other === undefined) return kept;
  if (!Object.values(kept).some(({ running }) => running)) return {};
  const { message, hint } = otherFileWords(topology.name, other);
  throw new StackyardError('CONFLICT', message, { hint });
}

/** A stack that lost its last `run:` may have left it running. */
function mayHaveLeft({ stateDirectory }: Pick<Session, 'stateDirectory'>, { name }: Topology): boolean {
  const origin = originOf(stateDirectory, name);
  return origin !== undefined && whereaboutsOf(origin) !== 'unseen';
}

/** The stack file, another one of that name which still is there, whose processes the keeper has: none of them is this stack's. */
export function otherOrigin({ stateDirectory }: Pick<Session, 'stateDirectory'>, { name, file }: Pick<Topology, 'name' | 'file'>): string | undefined {
  const other = originOf(stateDirectory, name);
  return other === undefined || whereaboutsOf(other) !== 'there' || isSameFile(other, file) ? undefined : other;
}

/** Those of a stack file that is gone are this one's from now on: a new file in its place has none. */
export function takeOverProcesses({ stateDirectory }: Pick<Session, 'stateDirectory'>, topology: Pick<Topology, 'name' | 'file'>): void {
  const origin = originOf(stateDirectory, topology.name);
  if (origin !== undefined && whereaboutsOf(origin) === 'gone') noteOrigin(stateDirectory, topology);
}

const isBetweenRuns = (state: ProcessStatus['state']): boolean => state === 'restarting' || state === 'crash-looping';

export const isRunning = (state: ProcessStatus['state']): boolean => state === 'running' || isBetweenRuns(state);

/** The same for a name, whatever the stack file says by now. */
export async function observeKept(session: Pick<Session, 'stateDirectory'>, stack: string, signal?: AbortSignal): Promise<Readonly<Record<string, ObservedProcess>>> {
  const all = await processes(session.stateDirectory, stack).status(signal === undefined ? {} : { signal });
  return Object.fromEntries(
    all.map((each) => {
      const { name, state, hash } = each;
      return [name, { running: isRunning(state), ...(hash === undefined ? {} : { hash }), ...(keepsEnding(each) ? { failing: true as const } : {}) }];
    }),
  );
}

function keepsEnding(found: ProcessStatus): boolean {
  return isBetweenRuns(found.state) || (found.state === 'running' && found.lastExit !== undefined && isYoung(found.since, Date.now()));
}

const statusOf = async (kept: Processes, name: string, signal: AbortSignal): Promise<ProcessStatus | undefined> => (await kept.status({ signal })).find((each) => each.name === name);

/** What readiness asks about a host process: its keeper knows. */
export function processQuestions(session: Pick<Session, 'stateDirectory'>, topology: Pick<Topology, 'name'>): Pick<ProbeContext, 'processLog' | 'processSince'> {
  const kept = processes(session.stateDirectory, topology.name);
  return {
    async *processLog(name, signal) {
      const found = await statusOf(kept, name, signal);
      // What a run before printed says nothing.
      if (found !== undefined) yield* kept.readLogs(name, { since: found.since, signal });
    },
    async processSince(name, signal) {
      const found = await statusOf(kept, name, signal);
      return found?.pid === undefined ? undefined : found.since;
    },
  };
}

function processNamed(topology: Topology, name: string): ProcessService {
  const service = topology.services[name];
  if (service?.type !== 'process') throw new StackyardError('NOT_FOUND', `${name} is not a process of ${topology.name}.`, { service: name, hint: 'See stackyard status.' });
  return service;
}

function hashOf(desired: Desired, name: string): string | undefined {
  const service = desired.services[name];
  return service?.type === 'process' ? service.hash : undefined;
}

/** Lines that explain why a process does not become ready. */
const SHOWN_LINES = 20;

/** Host processes under the detached keeper that `up` leaves behind; wired like a container, by the host's addresses. */
export function processSupervisor({ session, topology, secrets, desired }: Prepared, hostPorts: () => HostPorts): ProcessSupervisor {
  const kept: Processes = processes(session.stateDirectory, topology.name);
  const resolve = textResolver(topology, secrets, hostPorts);
  /** Restarts of each before this command looked at it first. */
  const restartsBefore = new Map<string, number>();
  return {
    async start(name, signal) {
      const { run, workingDirectory, environment, stopSignal, stopGraceSeconds } = processNamed(topology, name);
      const own = Object.fromEntries(Object.entries(environment).map(([key, text]) => [key, resolve(text, name)]));
      const inherited = Object.fromEntries(Object.entries(session.environment).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
      const hash = hashOf(desired, name);
      noteOrigin(session.stateDirectory, topology);
      const known = Object.values(topology.services).flatMap((service) => Object.keys(service.secrets).map((key) => secrets.secret(service.name, key)));
      const started = await kept.start(
        { service: name, run, cwd: workingDirectory, env: { ...inherited, ...own }, graceSeconds: stopGraceSeconds, secrets: known, ...(stopSignal === undefined ? {} : { stopSignal }), ...(hash === undefined ? {} : { hash }) },
        { signal },
      );
      restartsBefore.set(name, started.restarts);
    },
    async stop(name, signal) {
      const service = topology.services[name];
      await kept.stop(name, { signal, ...(service === undefined ? {} : { graceSeconds: service.stopGraceSeconds }) });
    },
    async look(name, signal) {
      const found = await statusOf(kept, name, signal);
      if (found === undefined) return undefined;
      const before = restartsBefore.get(name) ?? found.restarts;
      restartsBefore.set(name, before);
      const { ready } = processNamed(topology, name);
      return { ends: found.restarts - before + (found.pid === undefined && found.lastExit !== undefined ? 1 : 0), lastEnd: endWords(found.lastExit), isAsked: ready.by !== 'running' };
    },
    async lastLines(name, signal) {
      const found = await statusOf(kept, name, signal);
      // Of the run that ended, where one did: the next one has begun with nothing to say.
      const since = found?.lastExit?.startedAt ?? found?.since;
      return Array.fromAsync(kept.readLogs(name, { tail: SHOWN_LINES, signal, ...(since === undefined ? {} : { since }) }), ({ text }) => text);
    },
  };
}
