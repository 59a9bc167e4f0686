import { parseDotenv } from '../../topology/dotenv.ts';
import { readFile } from '../../topology/read-file.ts';
import { childOf, type MapTree, type Tree } from '../../topology/yaml-tree.ts';
import type { EnvFile, Variable } from '../types.ts';
import type { Reading } from './read-file.ts';
import { listAt, mapEntries, textAt, wordOf } from './words.ts';

export interface ServiceEnvironment {
  readonly variables: ReadonlyMap<string, Variable>;
  readonly envFiles: readonly EnvFile[];
}

/** What a service finds in its environment, by file and by its own words. */
export async function readEnvironment(tree: MapTree, reading: Reading): Promise<ServiceEnvironment> {
  const variables = new Map<string, Variable>();
  const envFiles: EnvFile[] = [];
  for (const item of listAt(tree, 'env_file')) {
    const { file, values } = await readEnvFile(item, reading);
    envFiles.push(file);
    for (const [name, value] of Object.entries(values)) variables.set(name, { name, file: file.path, word: { value, text: value.replaceAll('$', '$$$$'), at: { file: file.path, line: 1, column: 1 } } });
  }
  for (const [name, value] of mapEntries(childOf(tree, 'environment'))) {
    variables.set(name, { name, file: undefined, word: value.type === 'scalar' && value.value === null ? undefined : wordOf(value, reading.origins) });
  }
  return { variables, envFiles };
}

async function readEnvFile(item: Tree, { reader, problems, origins, files }: Reading): Promise<{ readonly file: EnvFile; readonly values: Readonly<Record<string, string>> }> {
  const path = item.type === 'map' ? (textAt(item, 'path') ?? '') : item.type === 'scalar' ? item.text : '';
  const absolute = reader.resolve(origins.of(item)?.directory ?? '', path);
  const required = textAt(item, 'required') !== 'false';
  const raw = textAt(item, 'format') === 'raw';
  const read = (await reader.kindOf(absolute)) === undefined ? undefined : await readFile(absolute, { reader, problems, at: origins.at(item) });
  if (read === undefined) return { file: { path: absolute, required, isThere: false, fault: undefined, raw }, values: {} };
  files.add(absolute);
  const { values, faults } = parseDotenv(read.text);
  const fault = faults[0] === undefined ? undefined : `line ${faults[0].line}: ${faults[0].message}`;
  return { file: { path: absolute, required, isThere: true, fault, raw }, values };
}
