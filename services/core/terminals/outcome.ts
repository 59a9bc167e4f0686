import { setTimeout as delay } from 'node:timers/promises';
import { asStackyardError, StackyardError } from '../../contract/errors.ts';
import type { ContainerTerminal } from '../../engine/index.ts';

export type Outcome = { readonly exitCode: number } | { readonly error: StackyardError };

/** The output may end a moment before the engine has noted the exit. */
const settleMilliseconds = 2_000;

/** How a terminal whose stream is over has ended: with its program, or because the connection was cut. */
export async function endOfTerminal(terminal: ContainerTerminal, cut: unknown): Promise<Outcome> {
  const end = performance.now() + settleMilliseconds;
  try {
    for (let pause = 2; ; pause = Math.min(pause * 2, 100)) {
      const exitCode = await terminal.exitCode();
      if (exitCode !== undefined) return { exitCode };
      if (performance.now() > end) return { error: lost(cut) };
      await delay(pause);
    }
  } catch (error) {
    return { error: lost(error) };
  }
}

function lost(cause: unknown): StackyardError {
  return new StackyardError('ENGINE_UNREACHABLE', 'The connection to the terminal was cut; its program is ended.', { hint: 'Open another terminal.', ...(cause === undefined ? {} : { cause: asStackyardError(cause) }) });
}
