import { StackyardError } from '../../contract/errors.ts';
import type { Environment } from '../../topology/interpolate.ts';
import type { StackReader } from '../../topology/reader.ts';

const names = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrides = ['compose.override.yml', 'compose.override.yaml', 'docker-compose.override.yml', 'docker-compose.override.yaml'];

export interface Search {
  readonly reader: StackReader;
  readonly directory: string;
  readonly files?: readonly string[];
  readonly environment: Environment;
}

/** The files that were named, else those of COMPOSE_FILE, else the usual ones of the folder as Compose finds them, with their override. Absolute. */
export async function composeFiles({ reader, directory, files = [], environment }: Search): Promise<readonly string[]> {
  const separator = environment['COMPOSE_PATH_SEPARATOR'] ?? ':';
  const named = files.length > 0 ? files : (environment['COMPOSE_FILE'] ?? '').split(separator).filter((file) => file !== '');
  if (named.length === 0) return usualFiles(directory, reader);
  const found: string[] = [];
  for (const file of named) {
    const path = reader.resolve(directory, file);
    // A folder is its usual files.
    if ((await reader.kindOf(path)) === 'directory') found.push(...(await usualFiles(path, reader)));
    else found.push(path);
  }
  return found;
}

async function usualFiles(directory: string, reader: StackReader): Promise<readonly string[]> {
  const first = async (wanted: readonly string[]): Promise<readonly string[]> => {
    for (const name of wanted) {
      const path = reader.resolve(directory, name);
      if ((await reader.kindOf(path)) === 'file') return [path];
    }
    return [];
  };
  const main = await first(names);
  if (main.length === 0) throw new StackyardError('NOT_FOUND', `There is no Compose file in ${directory}.`, { hint: `Looked for ${names.join(', ')}; name another one.` });
  return [...main, ...(await first(overrides))];
}
