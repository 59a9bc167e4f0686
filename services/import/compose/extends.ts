import { childOf, type MapTree } from '../../topology/yaml-tree.ts';
import { merge } from './merge.ts';
import { readComposeFile, type Reading } from './read-file.ts';
import type { Variables } from './variables.ts';

interface Base {
  readonly services: MapTree | undefined;
  readonly directory: string;
  /** File of services, for the names of a loop. */
  readonly file: string;
}

const chainAtMost = 50;

/** Each service with what it extends merged below it. Undefined where one cannot be resolved. */
export async function resolveExtends(root: MapTree, variables: Variables, reading: Reading): Promise<MapTree | undefined> {
  const services = childOf(root, 'services');
  if (services?.type !== 'map') return root;
  const before = reading.problems.count;
  const resolved = new Map(services.entries);
  const files = new Map<string, MapTree | undefined>();
  for (const [name, entry] of services.entries) {
    if (entry.value.type !== 'map') continue;
    const base: Base = { services, directory: '', file: '' };
    const value = await extended({ tree: entry.value, name, base, trail: [] }, { variables, reading, files });
    if (value !== undefined) resolved.set(name, { ...entry, value });
  }
  if (reading.problems.count > before) return undefined;
  const entries = new Map(root.entries).set('services', { keyOffset: root.entries.get('services')?.keyOffset ?? 0, value: reading.origins.derive<MapTree>({ ...services, entries: resolved }, services) });
  return reading.origins.derive<MapTree>({ ...root, entries }, root);
}

interface Link {
  readonly tree: MapTree;
  readonly name: string;
  readonly base: Base;
  readonly trail: readonly string[];
}

interface Context {
  readonly variables: Variables;
  readonly reading: Reading;
  readonly files: Map<string, MapTree | undefined>;
}

async function extended({ tree, name, base, trail }: Link, context: Context): Promise<MapTree | undefined> {
  const { reader, problems, origins } = context.reading;
  const asked = childOf(tree, 'extends');
  if (asked === undefined || asked.type === 'list') return tree;
  const word = asked.type === 'scalar' ? asked : childOf(asked, 'service');
  const wanted = word?.type === 'scalar' ? word.text : '';
  const fileTree = childOf(asked, 'file');
  const origin = origins.of(asked);
  const file = fileTree?.type === 'scalar' ? reader.resolve(origin?.directory ?? '', fileTree.text) : undefined;
  const report = (message: string, hint: string): undefined => {
    problems.report({ message, hint, at: origins.at(asked), service: name });
    return undefined;
  };
  const place = `${file ?? base.file}#${wanted}`;
  if (trail.includes(place) || trail.length >= chainAtMost) return report(`${name} extends itself: ${[...trail, place].slice(-4).map((each) => each.replace(/^.*#/, '')).join(' → ')}.`, 'Take one of these extends out.');
  const from: Base = file === undefined ? base : { file, directory: reader.resolve(file, '..'), services: await servicesOf(file, context, origins.at(asked)) };
  const found = childOf(from.services, wanted);
  if (found?.type !== 'map') return from.services === undefined ? undefined : report(`${name} extends "${wanted}", which ${file === undefined ? 'is no service' : `${file} does not have`}.`, 'Name a service that is there.');
  const below = await extended({ tree: found, name: wanted, base: from, trail: [...trail, place] }, context);
  const own = origins.derive<MapTree>({ ...tree, entries: new Map([...tree.entries].filter(([key]) => key !== 'extends')) }, tree);
  const merged = below === undefined ? undefined : merge(below, own, { key: '', origins });
  // It stands where the service itself was written, for its comments.
  return merged?.type === 'map' ? origins.derive<MapTree>({ ...merged, offset: tree.offset }, tree) : undefined;
}

async function servicesOf(file: string, { variables, reading, files }: Context, at: ReturnType<Reading['origins']['at']>): Promise<MapTree | undefined> {
  if (!files.has(file)) files.set(file, await readComposeFile({ file, directory: reading.reader.resolve(file, '..'), variables, at }, reading));
  const root = files.get(file);
  const services = root === undefined ? undefined : childOf(root, 'services');
  if (root !== undefined && services?.type !== 'map') reading.problems.report({ message: `${file} has no services to extend.`, hint: 'Name another file.', at });
  return services?.type === 'map' ? services : undefined;
}
