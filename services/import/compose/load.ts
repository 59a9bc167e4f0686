import type { Environment } from '../../topology/interpolate.ts';
import { parseDotenv } from '../../topology/dotenv.ts';
import { readFile } from '../../topology/read-file.ts';
import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { SourcePosition } from '../../contract/errors.ts';
import { resolveExtends } from './extends.ts';
import { merge, withoutResets } from './merge.ts';
import { readComposeFile, type Reading } from './read-file.ts';
import type { Variables } from './variables.ts';

export interface ProjectRequest {
  /** Absolute; merged in this order. */
  readonly files: readonly string[];
  readonly directory: string;
  /** Dotenv files for variables; those that are not there are left out. */
  readonly envFiles: readonly string[];
  /** Variables of the shell; they win. */
  readonly shell: Environment;
  /** What stackyard will find in the `.env` beside its own file. */
  readonly lasting: ReadonlySet<string>;
  /** Files that include this one, for loops. */
  readonly trail: readonly string[];
  readonly at?: SourcePosition;
}

const includeDepthAtMost = 20;

/** The files of a project and what they include, as one. Undefined where one of them cannot be used. */
export async function loadProject(request: ProjectRequest, reading: Reading): Promise<MapTree | undefined> {
  const variables = await variablesOf(request, reading);
  let merged: MapTree | undefined;
  for (const file of request.files) {
    if (request.trail.includes(file) || request.trail.length >= includeDepthAtMost) {
      reading.problems.report({ message: `${file} includes itself: ${[...request.trail, file].slice(-4).join(' → ')}.`, hint: 'Take one of these includes out.', at: request.at ?? { file, line: 1, column: 1 } });
      return undefined;
    }
    const tree = await readComposeFile({ file, directory: request.directory, variables, ...(request.at === undefined ? {} : { at: request.at }) }, reading);
    if (tree === undefined) return undefined;
    const included = await loadIncludes(tree, { ...request, trail: [...request.trail, file] }, reading);
    const whole = merge(merged, tree, { key: '', origins: reading.origins });
    if (included === undefined || whole.type !== 'map') return undefined;
    merged = included.reduce((into, each) => addIncluded(into, each, reading), whole);
  }
  const resolved = merged === undefined ? undefined : await resolveExtends(merged, variables, reading);
  const clean = resolved === undefined ? undefined : withoutResets(resolved, reading.origins);
  return clean?.type === 'map' ? clean : undefined;
}

async function variablesOf({ envFiles, shell, lasting }: ProjectRequest, { reader, problems, met }: Reading): Promise<Variables> {
  const values: Record<string, string> = {};
  for (const file of envFiles) {
    const read = (await reader.kindOf(file)) === 'file' ? await readFile(file, { reader, problems }) : undefined;
    if (read === undefined || !read.usable) continue;
    // A variable of the file that names one that is not set is empty in Compose: such lines are told where they are used.
    Object.assign(values, parseDotenv(read.text, { ...values, ...shell }).values);
  }
  return { environment: { ...values, ...shell }, lasting, defaults: values, met };
}

/** Undefined where one of them cannot be used. */
async function loadIncludes(tree: MapTree, request: ProjectRequest, reading: Reading): Promise<readonly MapTree[] | undefined> {
  const { reader, origins } = reading;
  const list = childOf(tree, 'include');
  const found: MapTree[] = [];
  for (const item of list?.type === 'list' ? list.items : []) {
    const paths = textsOf(item.type === 'map' ? childOf(item, 'path') : item);
    const files = paths.map((path) => reader.resolve(request.directory, path));
    const given = textsOf(childOf(item, 'project_directory'))[0];
    const directory = given === undefined ? reader.resolve(files[0] ?? request.directory, '..') : reader.resolve(request.directory, given);
    const envFiles = textsOf(childOf(item, 'env_file')).map((path) => reader.resolve(request.directory, path));
    const included = await loadProject({ ...request, files, directory, envFiles: envFiles.length > 0 ? envFiles : [...request.envFiles, reader.resolve(directory, '.env')], at: origins.at(item) }, reading);
    if (included === undefined) return undefined;
    found.push(included);
  }
  return found;
}

function addIncluded(into: MapTree, included: MapTree, { problems, origins }: Reading): MapTree {
  const entries = new Map(into.entries);
  for (const word of ['services', 'volumes', 'networks', 'configs', 'secrets']) {
    const more = childOf(included, word);
    if (more?.type !== 'map') continue;
    const own = childOf(into, word);
    const all = new Map(own?.type === 'map' ? own.entries : []);
    for (const [name, entry] of more.entries) {
      if (all.has(name) && word === 'services') problems.report({ message: `The service ${name} is included, and written here as well.`, hint: 'Give one of them another name, or merge the files with -f.', at: origins.at(all.get(name)?.value ?? into) });
      else if (!all.has(name)) all.set(name, entry);
    }
    entries.set(word, { keyOffset: into.entries.get(word)?.keyOffset ?? 0, value: origins.derive<MapTree>({ type: 'map', offset: own?.offset ?? 0, size: more.size, entries: all }, own ?? more) });
  }
  return origins.derive<MapTree>({ ...into, entries }, into);
}

export function textsOf(tree: Tree | undefined): readonly string[] {
  if (tree?.type === 'scalar') return tree.value === null ? [] : [tree.text];
  return tree?.type === 'list' ? tree.items.flatMap((item) => (item.type === 'scalar' ? [item.text] : [])) : [];
}
