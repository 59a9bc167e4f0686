import type { TranslationEntry } from '../contract/export.ts';
import { readCompose, type ImportRequest } from './read-compose.ts';
import { buildStack } from './stack/build.ts';

export interface Imported {
  readonly name: string;
  /** Absolute; of the first Compose file. */
  readonly directory: string;
  readonly text: string;
  readonly report: readonly TranslationEntry[];
  /** Absolute paths of the Compose files, and of what they include, extend and name. */
  readonly files: readonly string[];
}

/**
 * A Compose project as stackyard.yaml, with what became of each of its facts. Reads only. Throws INVALID_STACK at the first mistake of the files with the
 * others as `related`, NOT_FOUND where there is no Compose file.
 */
export async function importCompose(request: ImportRequest): Promise<Imported> {
  const read = await readCompose(request);
  const built = await buildStack(read, request);
  read.reading.problems.throwIfAny();
  return { ...built, directory: read.project.directory, files: [...read.reading.files] };
}
