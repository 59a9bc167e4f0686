import type { TranslationEntry } from '../contract/export.ts';
import { StackyardError } from '../contract/errors.ts';
import type { Environment } from '../topology/interpolate.ts';
import { parseDotenv } from '../topology/dotenv.ts';
import { createProblems } from '../topology/problems.ts';
import { fileBytesAtMost } from '../topology/read-file.ts';
import type { StackReader } from '../topology/reader.ts';
import { composeFiles } from './compose/discover.ts';
import { loadProject } from './compose/load.ts';
import { createOrigins } from './compose/origins.ts';
import { readProject } from './compose/project.ts';
import type { Reading } from './compose/read-file.ts';
import { buildStack } from './stack/build.ts';

export interface ImportRequest {
  /** Absolute; where files are looked for, and relative ones count from. */
  readonly directory: string;
  /** Compose files, merged in this order; the usual ones of the folder when left out. */
  readonly files?: readonly string[];
  /** Name of the stack; the project's own when left out. */
  readonly name?: string;
  /** Absolute folder of the stackyard.yaml to be. */
  readonly folder?: string;
  readonly profiles?: readonly string[];
  readonly reader: StackReader;
  /** Variables of the shell. */
  readonly environment: Environment;
}

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
  const { reader, directory, environment } = request;
  const problems = createProblems();
  const reading: Reading = { reader, problems, origins: createOrigins(), files: new Set() };
  const files = await composeFiles({ reader, directory, environment, ...(request.files === undefined ? {} : { files: request.files }) });
  const project = reader.resolve(files[0] ?? directory, '..');
  const folder = request.folder ?? project;
  const values = await dotenv(reader.resolve(project, '.env'), reader, environment);
  const lasting = new Set(Object.keys(folder === project ? values : await dotenv(reader.resolve(folder, '.env'), reader, environment)));
  const tree = await loadProject({ files, directory: project, envFiles: [reader.resolve(project, '.env')], shell: environment, lasting, trail: [] }, reading);
  problems.throwIfAny();
  if (tree === undefined) throw new StackyardError('INVALID_STACK', `${files[0] ?? directory} holds no services.`, { hint: 'A Compose file needs at least one below services:.' });
  const compose = await readProject(tree, project, reading);
  problems.throwIfAny();
  const built = await buildStack({ project: compose, reading, folder, request, environment: { ...values, ...environment } });
  problems.throwIfAny();
  return { ...built, directory: project, files: [...reading.files] };
}

async function dotenv(file: string, reader: StackReader, environment: Environment): Promise<Readonly<Record<string, string>>> {
  const read = await reader.readText(file, fileBytesAtMost);
  return read !== undefined && 'text' in read ? parseDotenv(read.text, environment).values : {};
}
