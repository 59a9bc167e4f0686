import type { Duplex, Readable } from 'node:stream';

/** One call to the engine's HTTP API. */
export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  /** Path without version, for example `/containers/json`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined | Readonly<Record<string, unknown>>>>;
  readonly body?: unknown;
  /** A raw request body (a tar stream); `body` is then left out. */
  readonly stream?: Readable;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds until the whole answer must be there; 5,000 when left out. */
  readonly deadline?: number;
  readonly signal?: AbortSignal;
}

export interface EngineInfo {
  /** Where it was found: `DOCKER_HOST`, `context colima`, `/var/run/docker.sock` … */
  readonly source: string;
  readonly address: string;
  readonly engineVersion: string;
  /** Negotiated API version, for example `1.41`. */
  readonly apiVersion: string;
  readonly architecture: string;
}

export interface EngineEvent {
  readonly type: string;
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since 1970, the engine's clock. */
  readonly time: number;
}

/** `connected` comes first and after every reconnect: re-list, since events may have been lost before it. */
export type EngineEventItem = { readonly type: 'connected' } | { readonly type: 'disconnected'; readonly reason: string; /** Nothing listened: the engine was not running, rather than slow or cut off. */ readonly absent?: true } | { readonly type: 'skipped'; readonly count: number } | { readonly type: 'event'; readonly event: EngineEvent };

export interface LogFrame {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
  /** A further part of the frame before it. */
  readonly continued?: boolean;
  /** What was wrong with the stream from here on. */
  readonly note?: string;
}

/** The one wrapper around the Docker client. Every rejection is a StackyardError with a code. */
export interface EngineClient extends AsyncDisposable {
  readonly info: EngineInfo;
  /** JSON answer, whole. Rejects on a cut body, a deadline, an error status (EngineStatusError) or an abort. */
  call<Answer = unknown>(request: EngineRequest): Promise<Answer>;
  /** The answer's body as it comes. `deadline` covers the headers only. */
  open(request: EngineRequest): Promise<Readable>;
  /** The connection itself, raw and both ways (a terminal). `deadline` covers its opening only; `signal` destroys it whenever it aborts. */
  upgrade(request: EngineRequest): Promise<Duplex>;
  /** A stream of JSON documents (pull, build): malformed lines are counted, a cut throws, `errorDetail` is left to the caller. */
  documents(request: EngineRequest & { readonly idleTimeout?: number }): AsyncIterable<Record<string, unknown>>;
  /** Reconnects for ever with back-off until aborted. */
  events(filters: Readonly<Record<string, readonly string[]>>, signal: AbortSignal): AsyncIterable<EngineEventItem>;
  /** Frames of a container's log, demultiplexed; `tty` containers give raw stdout. */
  logs(container: string, options: { readonly follow?: boolean; readonly since?: number; readonly tail?: number; readonly timestamps?: boolean; readonly signal?: AbortSignal }): AsyncIterable<LogFrame>;
  /** Runs a command in a container; output is capped at 64 KiB. */
  exec(container: string, command: readonly string[], options?: { readonly signal?: AbortSignal; readonly deadline?: number; readonly user?: string }): Promise<{ readonly exitCode: number; readonly output: string }>;
  ping(signal?: AbortSignal): Promise<void>;
}

/** Labels that Stackyard writes on everything it creates. */
export const labels = {
  stack: 'dev.stackyard.stack',
  directory: 'dev.stackyard.directory',
  /** Name of the stack file in that directory. */
  file: 'dev.stackyard.file',
  service: 'dev.stackyard.service',
  replica: 'dev.stackyard.replica',
  hash: 'dev.stackyard.config-hash',
  fields: 'dev.stackyard.config-fields',
  image: 'dev.stackyard.image',
  volume: 'dev.stackyard.volume',
  /** Port name → container port, so that status needs no stack file. */
  ports: 'dev.stackyard.ports',
} as const;
