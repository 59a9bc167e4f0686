import { checkShape } from '../../topology/check-shape.ts';
import { parseYaml } from '../../topology/parse-yaml.ts';
import type { Problems } from '../../topology/problems.ts';
import { readFile } from '../../topology/read-file.ts';
import type { StackReader } from '../../topology/reader.ts';
import { childOf, type MapTree } from '../../topology/yaml-tree.ts';
import { canonicalService, withoutExtensions } from './canonical.ts';
import type { Origin, Origins } from './origins.ts';
import { withoutResets } from './merge.ts';
import { composeSchema } from './schema.ts';
import { replaceVariables, type Variables } from './variables.ts';
import type { SourcePosition } from '../../contract/errors.ts';

/** What the reading of one project shares. */
export interface Reading {
  readonly reader: StackReader;
  readonly problems: Problems;
  readonly origins: Origins;
  /** Absolute paths of all files that were read, each once. */
  readonly files: Set<string>;
  /** Variables of files that stackyard does not read, and whether their value went along as a default. */
  readonly met: Map<string, boolean>;
}

export interface ComposeFile {
  readonly file: string;
  readonly directory: string;
  readonly variables: Variables;
  /** Where it is asked for. */
  readonly at?: SourcePosition;
}

/** One Compose file, checked, its variables replaced, each service in canonical form. Undefined where it cannot be used; the reasons are then in `problems`. */
export async function readComposeFile({ file, directory, variables, at }: ComposeFile, { reader, problems, origins, files }: Reading): Promise<MapTree | undefined> {
  const start = at ?? { file, line: 1, column: 1 };
  const read = await readFile(file, { reader, problems, at: start });
  if (read === undefined) {
    problems.report({ message: `There is no Compose file at ${file}.`, hint: 'Name an existing one.', at: start });
    return undefined;
  }
  files.add(file);
  const source = read.usable ? parseYaml({ file, text: read.text, needs: 'A Compose file needs services.', tags: ['!reset', '!override'] }, problems) : undefined;
  if (source === undefined) return undefined;
  const origin: Origin = { source, text: read.text, directory };
  origins.note(source.root, origin);
  const before = problems.count;
  const root = withoutExtensions(replaceVariables(source.root, variables, { origin, origins, problems }), origins);
  origins.note(root, origin);
  if (root.type === 'scalar' && root.value === null) problems.report({ message: 'The file is empty.', hint: 'A Compose file needs services.', at: start });
  else checkShape(composeSchema, withoutResets(root, origins), { source: { ...source, root }, path: [], problems, isText: () => false, confidential: (path) => path.includes('environment') });
  if (problems.count > before || root.type !== 'map') return undefined;
  const services = childOf(root, 'services');
  if (services?.type !== 'map') return root;
  const canonical = [...services.entries].map(([name, entry]) => [name, { ...entry, value: entry.value.type === 'map' ? canonicalService(entry.value, origins) : entry.value }] as const);
  const entries = new Map(root.entries).set('services', { keyOffset: root.entries.get('services')?.keyOffset ?? 0, value: origins.derive<MapTree>({ ...services, entries: new Map(canonical) }, services) });
  return origins.derive<MapTree>({ ...root, entries }, root);
}
