import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import { identityOf } from '../../store/process-identity.ts';
import { createRedactor } from '../../store/redactor.ts';
import { countExit, crashLoopExits, delayAfter } from './back-off.ts';
import type { EndedProcess } from './history.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import { programProblem } from './not-found.ts';
import { markVariable } from './paths.ts';
import { endGroup } from './process-group.ts';
import type { CheckedSpec, ProcessStatus } from './protocol.ts';
import type { ChildRecord } from './records.ts';

type LastExit = NonNullable<ProcessStatus['lastExit']>;

export interface SupervisedOptions {
  readonly logPath: string;
  readonly mark: string;
  /** Called when a child was started or has ended, so that what runs is on record. */
  readonly onChange: () => void;
  /** Called when it ended by itself and will be started again. */
  readonly onEnd: (process: EndedProcess) => void;
}

// A process that flaps within this time after its start is still called crash-looping.
const settledMilliseconds = 10_000;
/** Of the last that it said, as much as tells why its program could not be run (characters). */
const lastWords = 2_000;

/** One host process: started again whenever it ends, until it is stopped. */
export class SupervisedProcess implements AsyncDisposable {
  readonly spec: CheckedSpec;
  readonly #options: SupervisedOptions;
  readonly #log: LogFile;
  readonly #redactor: ReturnType<typeof createRedactor>;
  readonly #stopping = new AbortController();
  readonly #firstSpawn = Promise.withResolvers<void>();
  readonly #loop: Promise<void>;
  #child: { readonly pid: number; readonly started: string; readonly since: string; readonly at: number } | undefined;
  #starts = 0;
  #exits = 0;
  #lastExit: LastExit | undefined;
  #since = new Date().toISOString();
  /** It has ended, and what it left running is being ended. */
  #isEnding = false;
  #ended = false;

  constructor(spec: CheckedSpec, options: SupervisedOptions) {
    if (!(spec.stopSignal in constants.signals)) throw new StackyardError('INVALID_STACK', `${spec.stopSignal} is not a signal of this system.`, { service: spec.service, hint: 'Use SIGTERM, SIGINT, SIGQUIT or SIGHUP.' });
    this.spec = spec;
    this.#options = options;
    this.#redactor = createRedactor(spec.secrets);
    this.#log = openLogFile(options.logPath, { redactor: this.#redactor });
    this.#loop = this.#supervise();
  }

  /** Resolves when the process was started for the first time, well or not. */
  started(): Promise<void> {
    return this.#firstSpawn.promise;
  }

  status(): ProcessStatus {
    const child = this.#isEnding ? undefined : this.#child;
    return {
      name: this.spec.service,
      state: this.#state(),
      restarts: Math.max(0, this.#starts - 1),
      since: child?.since ?? this.#since,
      ...(child === undefined ? {} : { pid: child.pid }),
      ...(this.#lastExit === undefined ? {} : { lastExit: this.#lastExit }),
      ...(this.spec.hash === undefined ? {} : { hash: this.spec.hash }),
    };
  }

  record(): ChildRecord | undefined {
    if (this.#child === undefined) return undefined;
    const { pid, started, since } = this.#child;
    return { service: this.spec.service, pid, started, since, ...(this.spec.hash === undefined ? {} : { hash: this.spec.hash }) };
  }

  /** Asks the process group to end, ends it after the grace, and waits for it. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #state(): ProcessStatus['state'] {
    if (this.#ended) return 'stopped';
    if (this.#stopping.signal.aborted) return 'stopping';
    const flapping = this.#exits >= crashLoopExits;
    if (this.#child === undefined || this.#isEnding) return flapping ? 'crash-looping' : this.#starts === 0 ? 'running' : 'restarting';
    return flapping && performance.now() - this.#child.at < Math.min(settledMilliseconds, this.spec.backOff.stable) ? 'crash-looping' : 'running';
  }

  async #supervise(): Promise<void> {
    const { signal } = this.#stopping;
    try {
      while (!signal.aborted) {
        const began = performance.now();
        this.#lastExit = await this.#runOnce();
        this.#since = this.#lastExit.at;
        if (signal.aborted) break;
        this.#exits = countExit(this.#exits, performance.now() - began, this.spec.backOff);
        const pause = delayAfter(this.#exits, this.spec.backOff);
        this.#options.onEnd({ service: this.spec.service, exit: this.#lastExit, pause });
        await sleep(pause, undefined, { signal }).catch(ignoreAbort);
      }
    } finally {
      this.#ended = true;
      this.#since = new Date().toISOString();
      this.#firstSpawn.resolve();
      this.#log.flush();
      this.#log[Symbol.dispose]();
    }
  }

  /** From the start to the end of the last process of the group. */
  async #runOnce(): Promise<LastExit> {
    const { spec } = this;
    this.#starts++;
    const startedAt = new Date().toISOString();
    let said = '';
    // detached makes it the leader of a group of its own, which is what stop ends.
    const child = spawn('/bin/sh', ['-c', spec.run], { cwd: spec.cwd, env: { ...spec.env, [markVariable]: `${this.#options.mark}/${encodeURIComponent(spec.service)}` }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const exited = exitOf(child);
    const drained = once(child, 'close').catch(() => undefined); // 'error' is told by exitOf
    child.stdout.on('data', (chunk: Buffer) => this.#log.write('stdout', chunk));
    child.stderr.on('data', (chunk: Buffer) => {
      this.#log.write('stderr', chunk);
      said = (said + chunk.toString('utf8')).slice(-lastWords);
    });
    const { pid } = child;
    if (pid !== undefined) {
      this.#child = { pid, started: identityOf(pid)?.started ?? '', since: startedAt, at: performance.now() };
      this.#options.onChange();
    }
    this.#firstSpawn.resolve();
    const end = (): Promise<void> => (pid === undefined ? Promise.resolve() : endGroup(pid, { signal: spec.stopSignal as NodeJS.Signals, graceMilliseconds: spec.graceSeconds * 1_000 }));
    const stopped = onAbort(this.#stopping.signal, end);
    const exit = await exited;
    this.#isEnding = true;
    this.#since = exit.at;
    // The shell may be gone while what it put in the background still runs, and would hold ports in the way of the next start.
    await Promise.all([stopped.done(), end()]);
    // Somebody outside the group may still hold the pipe; its output is not waited for.
    await Promise.race([drained, sleep(500)]);
    child.stdout.destroy();
    child.stderr.destroy();
    this.#log.flush();
    this.#child = undefined;
    this.#isEnding = false;
    this.#options.onChange();
    const problem = exit.error ?? programProblem(exit.code, this.#redactor.redact(said));
    return { ...exit, startedAt, ...(problem === undefined ? {} : { error: problem }) };
  }
}

function exitOf(child: ChildProcess): Promise<LastExit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, at: new Date().toISOString(), error: error.message }));
    child.once('exit', (code, signal) => resolve({ code, signal, at: new Date().toISOString() }));
  });
}

/** Runs the work once when the signal aborts. `done` ends the listening and waits for work that has begun. */
function onAbort(signal: AbortSignal, work: () => Promise<void>): { readonly done: () => Promise<void> } {
  let running = Promise.resolve();
  const listener = (): void => {
    running = work();
  };
  if (signal.aborted) listener();
  else signal.addEventListener('abort', listener, { once: true });
  return {
    done() {
      signal.removeEventListener('abort', listener);
      return running;
    },
  };
}

function ignoreAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
