import { checkShape } from './check-shape.ts';
import { adviceFor } from './compose-words.ts';
import type { ExportChoices } from './export-schema.ts';
import { reportAt, type StackSource } from './draft.ts';
import { serviceKeys, stackSchema } from './service-schema.ts';
import { suggest } from './nearest-word.ts';
import { defaultName } from './stack-name.ts';
import type { IsText, MapTree } from './yaml-tree.ts';
import { childOf } from './yaml-tree.ts';

export interface StackHead {
  readonly name: string;
  readonly namedByVariable: boolean;
  readonly registry: string | undefined;
  readonly export: ExportChoices | undefined;
  /** Each service's part of the file, in its order. */
  readonly services: ReadonlyMap<string, MapTree>;
}

/** The top level of stackyard.yaml. Undefined where it is too wrong to look further. */
export function readHead(stack: StackSource): StackHead | undefined {
  const { source, problems } = stack;
  const advice = (key: string, path: readonly PropertyKey[]): ReturnType<typeof adviceFor> => {
    if (path.length > 0) return undefined;
    if (serviceKeys.includes(key) && adviceFor(key, 'top') === undefined && key !== 'registry') return { message: `"${key}" belongs to a service.`, hint: 'Write it below services: and a name.' };
    return adviceFor(key, 'top');
  };
  if (source.root.type === 'scalar' && source.root.value === null) {
    reportAt(stack, [], { message: 'The file is empty.', hint: 'It needs at least `services:` with one service.' });
    return undefined;
  }
  const checked = checkShape(stackSchema, source.root, { source, path: [], problems, isText, advice });
  const services = childOf(source.root, 'services');
  if (services?.type !== 'map') return undefined;
  if (services.entries.size === 0) reportAt(stack, ['services'], { message: 'services: there is no service.', hint: 'Write at least one, such as cache: { template: redis }.' });
  const maps = [...services.entries].flatMap(([name, { value }]) => (value.type === 'map' ? [[name, value] as const] : []));
  checkNamed(stack, checked?.export, new Set(maps.map(([name]) => name)));
  const name = childOf(source.root, 'name');
  return { name: checked?.name ?? defaultName(stack.directory), namedByVariable: name?.type === 'scalar' && name.fromVariable, registry: checked?.registry, export: checked?.export, services: new Map(maps) };
}

/** Scalars that are meant as they are written; of `export` all but its switches. */
const isText: IsText = (path) => path[0] === 'name' || path[0] === 'registry' || (path[0] === 'export' && !['clusters', 'monitoring'].includes(String(path.at(-1))));

/** Services that the choices for production name are there. */
function checkNamed(stack: StackSource, choices: ExportChoices | undefined, services: ReadonlySet<string>): void {
  const { images = {}, internet = [] } = choices?.kubernetes ?? {};
  const named = [...Object.keys(images).map((name) => [name, ['images', name]] as const), ...internet.map((name, index) => [name, ['internet', index]] as const)];
  for (const [name, path] of named) {
    if (services.has(name)) continue;
    const hint = suggest(name, [...services], 'services');
    reportAt(stack, ['export', 'kubernetes', ...path], { message: `There is no service ${name}.`, ...(hint === undefined ? {} : { hint }) });
  }
}
