import { join } from 'node:path';
import type { Core } from '../../contract/core.ts';
import type { CommandContext, CommandTask } from './context.ts';
import type { Interruption } from './interrupt.ts';
import { nearestStackFile, stackFile } from './input/stack-file.ts';
import type { Output } from './terminal/output.ts';

export interface TaskOptions {
  readonly process: NodeJS.Process;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly interruption: Interruption;
  readonly json: boolean;
  readonly file: string | undefined;
}

/** Where compose-templates/ and resources/ are. */
const projectDirectory = join(import.meta.dirname, '..', '..', '..');

/** Runs one command with a core that is opened on first use and closed in any case; resolves with the exit code. */
export async function runTask(task: CommandTask, { process, stdout, stderr, interruption, json, file }: TaskOptions): Promise<number> {
  const workingDirectory = process.cwd();
  let opening: Promise<Core> | undefined;
  const open = async () => {
    const { openCore } = await import('../../core/index.ts');
    return openCore({ environment: process.env, resourcesDirectory: projectDirectory });
  };
  const context: CommandContext = {
    json,
    stdout,
    stderr,
    stdin: process.stdin,
    signal: interruption.signal,
    stackFile: () => stackFile(file, workingDirectory),
    optionalStackFile: () => (file === undefined ? nearestStackFile(workingDirectory) : stackFile(file, workingDirectory)),
    core: () => (opening ??= open()),
    async sharedCore() {
      const { shareCore } = await import('../../core/index.ts');
      return shareCore(process.env);
    },
  };
  try {
    return (await task(context)) ?? 0;
  } finally {
    await (await opening?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }
}
