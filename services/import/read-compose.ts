import { StackyardError } from '../contract/errors.ts';
import { parseDotenv } from '../topology/dotenv.ts';
import type { Environment } from '../topology/interpolate.ts';
import { createProblems } from '../topology/problems.ts';
import { fileBytesAtMost } from '../topology/read-file.ts';
import type { StackReader } from '../topology/reader.ts';
import { composeFiles } from './compose/discover.ts';
import { loadProject } from './compose/load.ts';
import { createOrigins } from './compose/origins.ts';
import { readProject } from './compose/project.ts';
import type { Reading } from './compose/read-file.ts';
import type { ComposeProject } from './types.ts';

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

export interface ReadCompose {
  readonly project: ComposeProject;
  readonly reading: Reading;
  /** Of the stackyard.yaml to be. */
  readonly folder: string;
  /** Variables as Compose sees them: of the `.env` file and the shell. */
  readonly environment: Environment;
}

/** A Compose project as `docker compose` reads it. Throws INVALID_STACK at the first mistake with the others as `related`, NOT_FOUND where there is no Compose file. */
export async function readCompose(request: ImportRequest): Promise<ReadCompose> {
  const { reader, directory, environment } = request;
  const problems = createProblems();
  const reading: Reading = { reader, problems, origins: createOrigins(), files: new Set(), met: new Map() };
  const files = await composeFiles({ reader, directory, environment, ...(request.files === undefined ? {} : { files: request.files }) });
  const home = reader.resolve(files[0] ?? directory, '..');
  const folder = request.folder ?? home;
  const values = await dotenv(reader.resolve(home, '.env'), reader, environment);
  const lasting = new Set(Object.keys(folder === home ? values : await dotenv(reader.resolve(folder, '.env'), reader, environment)));
  const tree = await loadProject({ files, directory: home, envFiles: [reader.resolve(home, '.env')], shell: environment, lasting, trail: [] }, reading);
  problems.throwIfAny();
  if (tree === undefined) throw new StackyardError('INVALID_STACK', `${files[0] ?? directory} holds no services.`, { hint: 'A Compose file needs at least one below services:.' });
  const project = await readProject(tree, home, reading);
  problems.throwIfAny();
  return { project, reading, folder, environment: { ...values, ...environment } };
}

async function dotenv(file: string, reader: StackReader, environment: Environment): Promise<Readonly<Record<string, string>>> {
  const read = await reader.readText(file, fileBytesAtMost);
  return read !== undefined && 'text' in read ? parseDotenv(read.text, environment).values : {};
}
