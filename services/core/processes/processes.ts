import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import type { LogLine } from '../../contract/results.ts';
import { tryLockFile } from '../../store/file-lock.ts';
import { ask, askOrLaunch } from './keeper-client.ts';
import { readLog, type ReadLogOptions } from './log-reader.ts';
import { endAllOrphans, endOrphans, findOrphans } from './orphans.ts';
import { processPaths, type ProcessPaths } from './paths.ts';
import { processSpecSchema, type ProcessSpec, type ProcessStatus } from './protocol.ts';

interface Cancellable {
  readonly signal?: AbortSignal;
}

/** Host processes of one stack, kept by a detached keeper that outlives this process. */
export interface Processes {
  /**
   * Starts the process under the keeper (starting that too), which starts it again when it ends. Does nothing when the very same spec
   * runs; replaces another. Resolves when the process was started: ask its port for readiness.
   */
  start(spec: ProcessSpec, options?: Cancellable): Promise<ProcessStatus>;
  /** Ends the process with its group, also one whose keeper was killed. Resolves when it is gone. */
  stop(name: string, options?: Cancellable & { readonly graceSeconds?: number }): Promise<void>;
  status(options?: Cancellable): Promise<readonly ProcessStatus[]>;
  /** Captured output, oldest first; it stays readable after a stop. */
  readLogs(name: string, options?: ReadLogOptions): AsyncIterable<LogLine>;
  logPath(name: string): string;
  /** Ends all processes and the keeper. */
  shutdown(options?: Cancellable): Promise<void>;
}

export interface ProcessesOptions {
  /** Node that runs the keeper; this process's own when left out. */
  readonly node?: string;
  readonly keeper?: string;
}

const answerMilliseconds = 15_000;
// What stopping may take beyond the grace: SIGKILL, collecting, the last output.
const stopMilliseconds = 10_000;
const longestGraceSeconds = 3_600;

export function processes(directory: string, stack: string, options: ProcessesOptions = {}): Processes {
  const paths = processPaths(directory, stack);
  const launch = { state: directory, stack, ...options };
  return {
    logPath: (name) => paths.logOf(name),
    readLogs: (name, read = {}) => readLog(paths.logOf(name), name, read),
    async start(spec, { signal } = {}) {
      const checked = processSpecSchema.parse(spec);
      // Replacing waits for the one before to end.
      const deadline = answerMilliseconds + stopMilliseconds + checked.graceSeconds * 1_000;
      const all = await askOrLaunch(paths, launch, { request: { method: 'start', spec: checked }, options: { deadline, ...given(signal) } });
      const started = all.find((each) => each.name === spec.service);
      if (started === undefined) throw new StackyardError('INTERNAL', `The keeper does not know ${spec.service} after starting it.`, { service: spec.service });
      return started;
    },
    async stop(name, { signal, graceSeconds = longestGraceSeconds } = {}) {
      const deadline = stopMilliseconds + graceSeconds * 1_000;
      const answered = await ask(paths, { method: 'stop', service: name }, { deadline, ...given(signal) });
      if (answered === undefined) await withoutKeeper(paths, signal, () => endOrphans(paths, findOrphans(paths).filter((each) => each.service === name)));
    },
    async status({ signal } = {}) {
      const kept = await ask(paths, { method: 'status' }, { deadline: answerMilliseconds, ...given(signal) });
      return kept ?? findOrphans(paths).map(({ service, pid, since, hash }) => ({ name: service, state: 'orphaned' as const, pid, restarts: 0, since, ...(hash === undefined ? {} : { hash }) }));
    },
    async shutdown({ signal } = {}) {
      const answered = await ask(paths, { method: 'shutdown' }, { deadline: stopMilliseconds + longestGraceSeconds * 1_000, ...given(signal) });
      // With or without an answer: a shut down keeper holds its lock until all is cleared away.
      await withoutKeeper(paths, signal, () => (answered === undefined ? endAllOrphans(paths) : Promise.resolve()));
    },
  };
}

function given(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** Under the keeper's lock, so that no new keeper starts while leftovers are cleared away. */
async function withoutKeeper(paths: ProcessPaths, signal: AbortSignal | undefined, work: () => Promise<void>): Promise<void> {
  const end = performance.now() + answerMilliseconds;
  for (;;) {
    const lock = await tryLockFile(paths.lock);
    if (lock !== undefined) {
      await using _held = lock;
      return work();
    }
    if (performance.now() > end) throw new StackyardError('NOT_READY', 'The keeper of the host processes neither answers nor ends.', { hint: `Look into ${paths.keeperLog}, and end the process named there.` });
    await sleep(25, undefined, given(signal));
  }
}
