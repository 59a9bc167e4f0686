import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import { privateDirectory, tightenFile } from '../../store/private-files.ts';
import { commandOf, programFile } from '../../store/own-programs.ts';
import { storageFailure } from '../../store/storage-failure.ts';
import { stateDirectory } from '../../store/state-directory.ts';
import { markVariable } from '../processes/paths.ts';
import { corePaths, type CorePaths } from './paths.ts';

export interface CoreOfUser {
  readonly socket: string;
  readonly stateDirectory: string;
  /** Whether a core answers now. */
  isThere(): Promise<boolean>;
  /** Returns when one answers, which may be one that this call started. @throws StackyardError SERVICE_DOWN with what its log says. */
  start(signal?: AbortSignal): Promise<void>;
}

const healthMilliseconds = 2_000;
const startMilliseconds = 20_000;
const askMilliseconds = 15;
const longestLog = 5 * 2 ** 20;

export function coreOfUser(environment: Readonly<Record<string, string | undefined>>): CoreOfUser {
  const paths = corePaths(privateDirectory(stateDirectory(environment)));
  const isThere = (): Promise<boolean> => answersHealth(paths.socket);
  return {
    socket: paths.socket,
    stateDirectory: paths.directory,
    isThere,
    async start(signal) {
      let child: ChildProcess | undefined;
      const end = performance.now() + startMilliseconds;
      while (!(await isThere())) {
        signal?.throwIfAborted();
        // One that ended well found another core, which has perhaps left since.
        if (child?.exitCode === 0) child = undefined;
        if (child !== undefined && child.exitCode !== null) throw failed(paths, `ended with ${child.exitCode}`);
        if (performance.now() > end) throw failed(paths, `did not answer within ${startMilliseconds / 1_000} s`);
        child ??= launch(paths, environment);
        await sleep(askMilliseconds);
      }
    },
  };
}

function answersHealth(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request({ socketPath, path: '/health', timeout: healthMilliseconds }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}

/** Megabytes of the young generation. By itself it grows to four times that under a flood of logs, and is never given back. */
const heapFlag = '--max-semi-space-size=4';

/** Two that are launched at once agree on one by the core's lock. */
function launch(paths: CorePaths, environment: Readonly<Record<string, string | undefined>>): ChildProcess {
  const log = openLog(paths);
  try {
    if (fstatSync(log).size > longestLog) ftruncateSync(log);
    // A shell may run below a supervised process; the core is nobody's child.
    const { [markVariable]: _mark, NODE_OPTIONS: _options, ...rest } = environment;
    const core = programFile('core', new URL('../main.ts', import.meta.url));
    // A window of the sources runs on an Electron that is no Node for us.
    const node = environment['STACKYARD_NODE'];
    const [program, args] = node === undefined ? commandOf('core', core, { words: [] }) : [node, [core]];
    const child = spawn(program, args[0] === core ? [heapFlag, ...args] : args, { cwd: paths.directory, detached: true, stdio: ['ignore', log, log], env: { ...rest, ELECTRON_RUN_AS_NODE: '1' } });
    child.once('error', () => undefined); // told by its exit code, or by the deadline
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

/** @throws StackyardError STORE_DAMAGED where the state folder is full or cannot be written: without it there is no core. */
function openLog({ log }: CorePaths): number {
  tightenFile(log);
  try {
    return openSync(log, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW, 0o600);
  } catch (error) {
    throw storageFailure(log, error);
  }
}

function failed(paths: CorePaths, what: string): StackyardError {
  const last = readFileSync(paths.log, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  return new StackyardError('SERVICE_DOWN', `The core ${what}: ${last}`, { hint: `Look into ${paths.log}.` });
}
