import { spawn } from 'node:child_process';
import { StackyardError } from '../../services/contract/errors.ts';

export interface Display extends AsyncDisposable {
  /** `:N`, for the variable DISPLAY. */
  readonly name: string;
}

export interface DisplayOptions {
  /** `1440x900x24` */
  readonly screen: string;
  /** As another user: program and words that run it so, and their environment. */
  readonly runAs?: { command(words: readonly string[]): readonly [program: string, args: readonly string[]]; environment(): NodeJS.ProcessEnv };
}

/** A screen in memory. It picks a free number itself. @throws StackyardError INTERNAL where it does not start. */
export async function startDisplay({ screen, runAs }: DisplayOptions): Promise<Display> {
  const words = ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'];
  const [program, args] = runAs?.command(words) ?? [words[0] ?? '', words.slice(1)];
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], ...(runAs === undefined ? {} : { env: runAs.environment() }) });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new StackyardError('INTERNAL', `Xvfb ended with exit code ${code}: ${said.trim()}`)));
    child.once('error', reject);
  });
  return {
    name: `:${number}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}
