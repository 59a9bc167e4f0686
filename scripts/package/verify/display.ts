import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { StackyardError } from '../../../services/contract/errors.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

export interface Display extends AsyncDisposable {
  /** `:N`, for the variable DISPLAY. */
  readonly name: string;
}

/** A screen in memory, for the user alone. It picks a free number itself. @throws StackyardError INTERNAL where it does not start. */
export async function startDisplay(user: OrdinaryUser): Promise<Display> {
  const [program, args] = user.command(['Xvfb', '-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp']);
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], env: user.environment() });
  const ended = once(child, 'exit');
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (words += text));
  const number = await new Promise<string>((resolve, reject) => {
    child.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', (code) => reject(new StackyardError('INTERNAL', `Xvfb ended with exit code ${code}: ${words.trim()}`)));
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
