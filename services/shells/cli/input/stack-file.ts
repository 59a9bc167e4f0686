import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { StackyardError } from '../../../contract/errors.ts';

export const stackFileName = 'stackyard.yaml';

/** The nearest stackyard.yaml, from `directory` upward. */
export function nearestStackFile(directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    const file = join(folder, stackFileName);
    if (existsSync(file)) return file;
    if (folder === dirname(folder)) return undefined;
  }
}

/** The file or folder that was given, else the nearest; throws USAGE when there is none. */
export function stackFile(given: string | undefined, directory: string): string {
  if (given !== undefined) {
    const path = resolve(directory, given);
    if (existsSync(path)) return path;
    throw new StackyardError('USAGE', `There is no file or folder ${given}.`, { hint: `--file takes a path to a ${stackFileName} or to its folder.` });
  }
  const found = nearestStackFile(directory);
  if (found !== undefined) return found;
  throw new StackyardError('USAGE', `There is no ${stackFileName} in ${directory} or above it.`, { hint: 'Change to the folder of your stack, name it with --file, or make one: stackyard ui.' });
}
