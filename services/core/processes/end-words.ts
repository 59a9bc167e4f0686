import type { ProcessStatus } from './protocol.ts';

/** How a host process ended, after its name: `exited with code 127: program vite was not found`. */
export function endWords(exit: ProcessStatus['lastExit']): string {
  if (exit === undefined) return 'ended';
  const { code, signal, error } = exit;
  if (code === null && signal === null) return `could not be started${error === undefined ? '' : `: ${error}`}`;
  const how = signal === null ? `exited with code ${code ?? 0}` : `was ended by ${signal}`;
  return error === undefined ? how : `${how}: ${error}`;
}
