import { setTimeout as delay } from 'node:timers/promises';
import { StackyardError } from '../../contract/errors.ts';
import { createDemuxer } from '../logs/demux.ts';
import type { EngineClient } from '../types.ts';
import { defaultDeadline } from './exchange.ts';
import { cancelledError, duration } from './errors.ts';

const outputLimit = 64 * 1024;

interface ExecOptions {
  readonly container: string;
  readonly command: readonly string[];
  readonly signal?: AbortSignal;
  /** Milliseconds for the command to end; 5,000 when left out. */
  readonly deadline?: number;
  readonly user?: string;
}

/**
 * Runs a command in a container: stdout and stderr as they came, first 64 KiB. A command that does not end in time rejects with
 * NOT_READY; it goes on running in the container, since the engine has no call to end it.
 */
export async function runExec(client: EngineClient, options: ExecOptions): Promise<{ readonly exitCode: number; readonly output: string }> {
  const deadline = options.deadline ?? defaultDeadline;
  const timeout = AbortSignal.timeout(deadline);
  const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
  try {
    const { Id } = await client.call<{ readonly Id: string }>({
      method: 'POST',
      path: `/containers/${encodeURIComponent(options.container)}/exec`,
      body: { AttachStdout: true, AttachStderr: true, Cmd: options.command, ...(options.user === undefined ? {} : { User: options.user }) },
      signal,
    });
    const output = await readOutput(client, Id, signal);
    return { exitCode: await exitCodeOf(client, Id, signal), output };
  } catch (error) {
    if (options.signal?.aborted === true) throw cancelledError(`exec in ${options.container}`, error);
    if (!timeout.aborted) throw error;
    throw new StackyardError('NOT_READY', `${options.command[0] ?? 'The command'} in container ${options.container} did not end within ${duration(deadline)}.`, { cause: error });
  }
}

async function readOutput(client: EngineClient, id: string, signal: AbortSignal): Promise<string> {
  const body = await client.open({ method: 'POST', path: `/exec/${id}/start`, body: { Detach: false, Tty: false }, signal });
  const demuxer = createDemuxer();
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    for (const { data } of demuxer.push(chunk as Buffer)) {
      if (length < outputLimit) parts.push(data.subarray(0, outputLimit - length));
      length += data.length;
    }
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The output may end a moment before the engine has noted the exit; a cut output ends while the command still runs. */
async function exitCodeOf(client: EngineClient, id: string, signal: AbortSignal): Promise<number> {
  for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
    const { ExitCode } = await client.call<{ readonly ExitCode: number | null }>({ method: 'GET', path: `/exec/${id}/json`, signal });
    if (ExitCode !== null) return ExitCode;
    await delay(pause, undefined, { signal });
  }
}
