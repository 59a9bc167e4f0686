import { spawn } from 'node:child_process';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import { commandOf, programFile } from '../../store/own-programs.ts';
import { codeOf } from '../../store/code-of.ts';
import { tightenFile } from '../../store/private-files.ts';
import { linesOf } from './lines.ts';
import { markVariable, type ProcessPaths } from './paths.ts';
import { responseSchema, type ProcessStatus, type requestSchema } from './protocol.ts';
import type { z } from 'zod';

export interface KeeperLaunch {
  readonly state: string;
  readonly stack: string;
  /** Node that runs the keeper; this process's own when left out. */
  readonly node?: string;
  /** The keeper's file, where it does not stand beside this one. */
  readonly keeper?: string;
}

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds until the answer. */
  readonly deadline: number;
}

/** undefined when no keeper runs, or it left before it answered. */
export async function ask(paths: ProcessPaths, request: z.input<typeof requestSchema>, options: AskOptions): Promise<readonly ProcessStatus[] | undefined> {
  const deadline = AbortSignal.timeout(options.deadline);
  const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
  const socket = connect({ path: paths.socket });
  const abandon = (): void => void socket.destroy();
  signal.addEventListener('abort', abandon, { once: true });
  try {
    await once(socket, 'connect', { signal });
    socket.write(`${JSON.stringify(request)}\n`);
    const line = await firstLine(socket);
    if (line !== undefined) return understand(line);
  } catch (error) {
    if (!signal.aborted && !['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(codeOf(error))) throw error;
  } finally {
    signal.removeEventListener('abort', abandon);
    socket.destroy();
  }
  options.signal?.throwIfAborted();
  if (deadline.aborted) throw new StackyardError('NOT_READY', `The keeper of the host processes did not answer within ${options.deadline / 1_000} s.`, { hint: `Look into ${paths.keeperLog}.` });
  return undefined;
}

async function firstLine(socket: Socket): Promise<string | undefined> {
  for await (const line of linesOf(socket)) return line;
  return undefined;
}

function understand(line: string): readonly ProcessStatus[] {
  const answer = responseSchema.parse(JSON.parse(line));
  if ('processes' in answer) return answer.processes;
  const { code, message, hint, service } = answer.error;
  throw new StackyardError(code, message, { ...(hint === undefined ? {} : { hint }), ...(service === undefined ? {} : { service }) });
}

/** Starts a keeper where none answers, and asks. Two that start at once agree on one by its lock. */
export async function askOrLaunch(paths: ProcessPaths, launch: KeeperLaunch, call: { readonly request: z.input<typeof requestSchema>; readonly options: AskOptions }): Promise<readonly ProcessStatus[]> {
  const end = performance.now() + call.options.deadline;
  let keeper: ReturnType<typeof launchKeeper> | undefined;
  for (;;) {
    const answer = await ask(paths, call.request, call.options);
    if (answer !== undefined) return answer;
    if (performance.now() > end) throw failed(paths, 'did not come up in time');
    // One that ended well found another keeper, which has perhaps left since.
    if (keeper?.exitCode === 0) keeper = undefined;
    if (keeper !== undefined && keeper.exitCode !== null) throw failed(paths, `ended with ${keeper.exitCode}`);
    keeper ??= launchKeeper(paths, launch);
    await sleep(15, undefined, call.options.signal === undefined ? {} : { signal: call.options.signal });
  }
}

function launchKeeper(paths: ProcessPaths, launch: KeeperLaunch): ReturnType<typeof spawn> {
  tightenFile(paths.keeperLog);
  const log = openSync(paths.keeperLog, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW, 0o600);
  try {
    if (fstatSync(log).size > 1024 * 1024) ftruncateSync(log);
    const file = launch.keeper ?? programFile('keeper', new URL('./keeper.ts', import.meta.url));
    const environment = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    // The keeper of another stack may be our own ancestor; its mark would make this one its child.
    const { [markVariable]: _mark, NODE_OPTIONS: _options, ...rest } = environment as Record<string, string>;
    const [program, args] = commandOf('keeper', file, { words: ['--state', launch.state, '--stack', launch.stack] });
    const child = spawn(launch.node ?? program, args, { cwd: paths.directory, detached: true, stdio: ['ignore', log, log], env: rest });
    child.once('error', () => undefined); // told by its exit code, or by the deadline
    child.unref();
    return child;
  } finally {
    closeSync(log);
  }
}

function failed(paths: ProcessPaths, what: string): StackyardError {
  const last = readFileSync(paths.keeperLog, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  return new StackyardError('SERVICE_DOWN', `The keeper of the host processes ${what}: ${last}`, { hint: `Look into ${paths.keeperLog}.` });
}
