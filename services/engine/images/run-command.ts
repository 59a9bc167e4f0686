import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Command {
  readonly program: string;
  readonly args?: readonly string[];
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Each line of stdout and stderr. */
  readonly onLine: (line: string) => void;
}

/** Time between SIGTERM and SIGKILL of an aborted command's process group. */
const grace = 2_000;
const keptLines = 8;

/**
 * Runs a program in its own process group; an abort ends the whole group. Rejects with the abort's reason, or with an Error
 * whose message is the end of what the program said.
 */
export async function runCommand({ program, args = [], directory, environment, signal, onLine }: Command): Promise<void> {
  signal.throwIfAborted();
  const last: string[] = [];
  const child = spawn(program, args, { cwd: directory, env: environment, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const killGroup = (name: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  };
  let forced: NodeJS.Timeout | undefined;
  const stop = (): void => {
    killGroup('SIGTERM');
    forced = setTimeout(killGroup, grace, 'SIGKILL');
  };
  signal.addEventListener('abort', stop, { once: true });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => {
      if (line.trim() === '') return;
      last.push(line);
      if (last.length > keptLines) last.shift();
      onLine(line);
    });
  }
  try {
    const { code, killedBy } = await new Promise<{ readonly code: number | null; readonly killedBy: NodeJS.Signals | null }>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (exitCode, name) => resolve({ code: exitCode, killedBy: name }));
    });
    signal.throwIfAborted();
    if (code !== 0) throw new Error(`${program} ended with ${killedBy ?? `exit code ${code}`}: ${last.join(' | ') || 'it said nothing'}`);
  } finally {
    signal.removeEventListener('abort', stop);
    clearTimeout(forced);
  }
}
