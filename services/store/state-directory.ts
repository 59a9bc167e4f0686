import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { StackyardError } from '../contract/errors.ts';
import { privateDirectory } from './private-files.ts';

/** Where Stackyard keeps its own files: `$STACKYARD_HOME`, else `$XDG_STATE_HOME/stackyard`, else `~/.local/state/stackyard`. */
export function stateDirectory(environment: Readonly<Record<string, string | undefined>>): string {
  const own = environment['STACKYARD_HOME'];
  if (own !== undefined && own !== '') return resolve(own);
  // The XDG specification tells to ignore relative values.
  const xdg = environment['XDG_STATE_HOME'];
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'stackyard');
  return join(environment['HOME'] ?? homedir(), '.local', 'state', 'stackyard');
}

const stackName = /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}$/;

/** Makes (0700) and returns `<state>/stacks/<stack>[/...]`. Throws UNSUPPORTED for a stack that cannot be a folder name. */
export function stackDirectory(directory: string, stack: string, ...inside: readonly string[]): string {
  if (!stackName.test(stack)) {
    throw new StackyardError('UNSUPPORTED', `"${stack}" cannot be the name of a stack.`, { hint: 'Use letters, digits, dots, dashes and underscores, at most 100.' });
  }
  let path = privateDirectory(directory);
  for (const segment of ['stacks', stack, ...inside]) path = privateDirectory(join(path, segment));
  return path;
}
