import { join } from 'node:path';
import type { Core } from '../../contract/core.ts';
import type { Progress } from '../../contract/results.ts';
import type { ChangeOf, ChangingVerb } from '../connect/shared-jobs.ts';
import type { CommandContext, CommandTask } from './context.ts';
import type { Interruption } from './interrupt.ts';
import { nearestStackFile, stackFile } from './input/stack-file.ts';
import type { Output } from './terminal/output.ts';

/** Changes go to the app's core where one runs; the code for that is loaded only then. */
function withJobsOfApp(core: Core, environment: NodeJS.ProcessEnv): Core {
  const change = <Verb extends ChangingVerb>(verb: Verb, here: (input: ChangeOf<Verb>) => AsyncIterable<Progress>) =>
    async function* changed(input: ChangeOf<Verb>): AsyncGenerator<Progress> {
      const { runningCore } = await import('../../core/index.ts');
      const running = await runningCore(environment);
      if (running === undefined) return yield* here(input);
      const { jobRequestOf, shareChange } = await import('../connect/shared-jobs.ts');
      const request = jobRequestOf(verb, input);
      if (request === undefined) return yield* here(input);
      yield* shareChange({ running, here: () => here(input), request, signal: input.signal ?? new AbortController().signal, environment });
    };
  return {
    ...core,
    up: change('up', (input) => core.up(input)),
    down: change('down', (input) => core.down(input)),
    restart: change('restart', (input) => core.restart(input)),
    provideImages: change('provideImages', (input) => core.provideImages(input)),
  };
}

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
    return withJobsOfApp(await openCore({ environment: process.env, resourcesDirectory: projectDirectory }), process.env);
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
