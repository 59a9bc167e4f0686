import type { ServiceState } from '../../contract/results.ts';

/** What is known of one replica's container; read from its inspect answer. */
export interface ReplicaFacts {
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  readonly memoryBytes?: number;
  readonly restarts: number;
  /** The engine's words for a failed start. */
  readonly engineError?: string;
  /** Milliseconds since the last start; absent when it never started. */
  readonly sinceStart?: number;
  /** The service's own answer: ready, or why not. Absent when it was not asked. */
  readonly probe?: { readonly ready: true } | { readonly ready: false; readonly reason: string };
  /** It was ready before in this life: silence is no longer a slow start. */
  readonly wasReady?: boolean;
}

export interface ReplicaExpectation {
  /** The user asked for it to run. */
  readonly wanted: boolean;
  /** Milliseconds that readiness may take after a start. */
  readonly readyTimeout: number;
}

export interface ReplicaState {
  readonly state: ServiceState;
  readonly cause?: string;
}

/** So many restarts by the engine, the last one this fresh (ms), is a loop and not a hiccup. */
const LOOP_RESTARTS = 3;
const LOOP_FRESHNESS = 60_000;

function describeExit({ exitCode, outOfMemory, memoryBytes }: ReplicaFacts): string {
  if (outOfMemory) return `out of memory: killed at its limit${memoryBytes ? ` of ${Math.round(memoryBytes / 2 ** 20)} MiB` : ''} (exit code ${exitCode})`;
  return `exited with code ${exitCode}`;
}

/** What runs has no exit code of its last end any more: the engine says 0. */
const loopOf = (facts: ReplicaFacts): string => `restarted ${facts.restarts} times${facts.state === 'running' && !facts.outOfMemory ? '' : `, last ${describeExit(facts)}`}`;

function runningState(facts: ReplicaFacts, { readyTimeout }: ReplicaExpectation): ReplicaState {
  const sinceStart = facts.sinceStart ?? 0;
  const looping = facts.restarts >= LOOP_RESTARTS && sinceStart < LOOP_FRESHNESS;
  if (facts.probe?.ready === true) return looping && sinceStart < 5_000 ? { state: 'crash-looping', cause: loopOf(facts) } : { state: 'ready' };
  const reason = facts.probe?.reason;
  if (looping) return { state: 'crash-looping', cause: loopOf(facts) };
  const state = sinceStart < readyTimeout && facts.wasReady !== true ? 'starting' : 'unready';
  return { state, ...(reason === undefined ? {} : { cause: reason }) };
}

/** The state of one replica, as a person would say it. Pure. */
export function replicaState(facts: ReplicaFacts | undefined, expectation: ReplicaExpectation): ReplicaState {
  if (facts === undefined) return { state: 'stopped' };
  switch (facts.state) {
    case 'running':
      return runningState(facts, expectation);
    case 'paused':
      return { state: 'unready', cause: 'paused: the container is frozen and does not answer' };
    case 'restarting':
      if (facts.restarts < LOOP_RESTARTS) return { state: 'starting', cause: `${describeExit(facts)}; the engine starts it again` };
      return { state: 'crash-looping', cause: loopOf(facts) };
    case 'removing':
      return { state: 'stopping' };
    case 'dead':
      return { state: 'failed', cause: 'the engine could not remove it cleanly' };
    case 'created':
      if (facts.engineError) return { state: 'failed', cause: facts.engineError };
      return { state: 'stopped', cause: 'created, but never started' };
    case 'exited':
      if (facts.outOfMemory) return { state: 'failed', cause: describeExit(facts) };
      return expectation.wanted ? { state: 'failed', cause: describeExit(facts) } : { state: 'stopped' };
  }
}

/** Worst first: a service is as well as its worst replica. */
const severity: readonly ServiceState[] = ['crash-looping', 'failed', 'unready', 'stopping', 'waiting', 'starting', 'stopped', 'ready'];

/** The state of a service from its replicas; a missing replica counts as stopped. */
export function serviceState(replicas: readonly ReplicaState[]): ReplicaState {
  const worst = replicas.toSorted((a, b) => severity.indexOf(a.state) - severity.indexOf(b.state))[0];
  return worst ?? { state: 'stopped' };
}
