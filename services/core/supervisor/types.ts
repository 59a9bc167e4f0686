import type { ServiceState, ServiceStatus, Status } from '../../contract/results.ts';
import type { TrafficSample } from '../../contract/views/history-view.ts';

/** Whether the engine answers, and which one it is. `since` is ISO 8601. */
export type EngineState =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly since: string; readonly address: string; readonly source: string; readonly version: string; readonly apiVersion: string }
  | { readonly state: 'lost'; readonly since: string; readonly reason: string; readonly hint?: string };

/** How starting a service again stands; absent for one that was never started again. */
export interface HealState {
  /** Automatic starts within the last two minutes. */
  readonly tries: number;
  /** It ended too often: nothing is tried until a person starts it. */
  readonly gaveUp: boolean;
  /** Why the last try failed. */
  readonly problem?: string;
}

export interface StackSnapshot {
  /** Absolute path of the stack file. */
  readonly file: string;
  readonly stack: string;
  /** Number of the last change that is in it: go on with `changes(signal, sequence)`. */
  readonly sequence: number;
  readonly engine: EngineState;
  /** What was last known, while the engine is lost. */
  readonly status: Status;
  readonly heals: Readonly<Record<string, HealState>>;
  /** Of this stack and of the core, the newest last; at most 20. */
  readonly notes: readonly string[];
  /** The stack file cannot be loaded; the one before is followed. */
  readonly problem?: string;
  /** Counts the states of the stack file, and of what it uses, that were met. */
  readonly readings: number;
  /** This supervisor heals and records; another process does where it is false. */
  readonly leading: boolean;
  /** A command that changes the stack now: `up`, `down`, `restart`, `heal`. */
  readonly changing?: string;
}

interface ServiceChange {
  readonly type: 'service';
  readonly service: string;
  readonly state: ServiceState;
  readonly cause?: string;
  readonly before: ServiceState | undefined;
  readonly status: ServiceStatus;
  /** It happened while nobody looked; found by listing. */
  readonly seenLate?: true;
}

interface HealChange {
  readonly type: 'heal';
  readonly phase: 'started' | 'done' | 'failed' | 'gave-up';
  readonly services: readonly string[];
  readonly message?: string;
}

interface NoteChange {
  readonly type: 'note';
  readonly message: string;
}

/** The stack file was read anew, or could not be. */
interface StackChange {
  readonly type: 'stack';
  readonly problem?: string;
}

/** A command began or ended to change the stack. */
interface CommandChange {
  readonly type: 'command';
  readonly verb?: string;
}

export type StackDetail = ServiceChange | HealChange | NoteChange | StackChange | CommandChange;
export type CoreDetail = { readonly type: 'engine'; readonly engine: EngineState; /** Its process is another one. */ readonly restarted?: true; /** So long it could not be reached. */ readonly awaySeconds?: number } | { readonly type: 'woke'; readonly seconds: number };

interface Numbered {
  /** Rises by one with each change. */
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
}

/** One thing that happened. `resync`: changes were dropped before it; take a new snapshot. */
export type SupervisorChange = Numbered & ((StackDetail & { readonly file: string; readonly stack: string }) | CoreDetail | { readonly type: 'resync' });

/** CPU in percent of one core, memory in bytes, network in bytes per second, restarts since it was created. */
export interface Measures {
  readonly 'cpu.percent'?: number;
  readonly 'memory.bytes'?: number;
  readonly 'network.received'?: number;
  readonly 'network.sent'?: number;
  readonly restarts?: number;
}


/** The services' newest measures, replicas added up. */
export interface MetricSample {
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly services: Readonly<Record<string, Measures>>;
}

/** Of one stack. */
export interface StackTraffic extends TrafficSample {
  readonly file: string;
}

export interface SampleOptions {
  /** Of this stack only. */
  readonly file?: string;
  /** Milliseconds between samples; 1,000 when left out. The finest that anyone asks for counts. */
  readonly every?: number;
}

/** Keeps what the user wants up, and tells what changes. One per core. */
export interface Supervisor extends AsyncDisposable {
  readonly engine: EngineState;
  /** Begins to supervise a stack, by its file or folder; the same one again does nothing. Rejects with INVALID_STACK or NOT_FOUND. */
  follow(file: string): Promise<StackSnapshot>;
  /** Stops supervising it; what runs is left alone. */
  forget(file: string): Promise<void>;
  /** Undefined for a stack that is not followed, or was not looked at yet. */
  snapshot(file: string): StackSnapshot | undefined;
  snapshots(): readonly StackSnapshot[];
  /** What happens from now on, or after a change that was seen, in batches; ends quietly with the signal or the supervisor. */
  changes(signal: AbortSignal, after?: number): AsyncIterable<readonly SupervisorChange[]>;
  samples(signal: AbortSignal, options?: SampleOptions): AsyncIterable<MetricSample>;
  /** What goes over a stack's edges, each two seconds; its services are asked for it only meanwhile. */
  traffic(signal: AbortSignal, file: string): AsyncIterable<StackTraffic>;
}
