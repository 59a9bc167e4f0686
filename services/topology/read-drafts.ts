import { checkShape, type ShapeContext } from './check-shape.ts';
import { adviceFor } from './compose-words.ts';
import { withoutRepeats } from './declared-twice.ts';
import { reportAt, type Draft, type StackSource } from './draft.ts';
import type { FindKind, KindShape } from './kind-shape.ts';
import { nearestWord, suggest } from './nearest-word.ts';
import { resolveOptions } from './options.ts';
import { serviceKeys, serviceSchema } from './service-schema.ts';
import { listTemplates, loadTemplate, type Template } from './template.ts';
import type { JsonValue } from './types.ts';
import { usesOf } from './uses.ts';
import { childOf, type MapTree, type Tree, type TreePath } from './yaml-tree.ts';

export interface Catalog {
  readonly templateRoots: readonly string[];
  readonly kinds: FindKind;
}

/** Every service with its template, kind, options and resources. A service that is too wrong is left out, its mistakes reported. */
export async function readDrafts(services: ReadonlyMap<string, MapTree>, stack: StackSource, catalog: Catalog): Promise<readonly Draft[]> {
  const templates = await loadTemplates(services, stack, catalog);
  const kinds = await loadKinds(templates, stack, catalog);
  return [...services].flatMap(([name, tree]) => {
    const id = childOf(tree, 'template');
    const template = id?.type === 'scalar' ? templates.get(id.text) : undefined;
    if (id !== undefined && (template === undefined || template === 'unusable' || isKindMissing(template, kinds))) {
      checkKnownWords(name, tree, stack);
      return [];
    }
    return readDraft({ name, tree, template: template === 'unusable' ? undefined : template, kinds }, stack) ?? [];
  });
}

async function loadTemplates(services: ReadonlyMap<string, MapTree>, stack: StackSource, { templateRoots }: Catalog): Promise<ReadonlyMap<string, Template | 'unusable'>> {
  const wanted = new Map<string, TreePath[]>();
  for (const [name, tree] of services) {
    const id = childOf(tree, 'template');
    if (id?.type === 'scalar' && typeof id.value === 'string') wanted.set(id.text, [...(wanted.get(id.text) ?? []), ['services', name, 'template']]);
  }
  const roots = { reader: stack.reader, roots: templateRoots };
  const loaded = await Promise.all([...wanted.keys()].map(async (id) => [id, await loadTemplate(id, { ...roots, problems: stack.problems })] as const));
  const missing = loaded.filter(([, template]) => template === undefined);
  const known = missing.length === 0 ? [] : await listTemplates(roots);
  for (const [id] of missing) {
    for (const path of wanted.get(id) ?? []) reportAt(stack, path, { message: `There is no template "${id}".`, hint: suggest(id, known, 'templates') });
  }
  return new Map(loaded.flatMap(([id, template]) => (template === undefined ? [] : [[id, template] as const])));
}

async function loadKinds(templates: ReadonlyMap<string, Template | 'unusable'>, { problems }: StackSource, { kinds }: Catalog): Promise<ReadonlyMap<string, KindShape>> {
  const usable = [...templates.values()].filter((template) => template !== 'unusable');
  const found = await Promise.all(
    usable.map(async (template) => {
      const id = template.document.kind;
      const kind = id === undefined ? undefined : await kinds(id);
      if (id !== undefined && kind === undefined) {
        problems.report({ message: `There is no kind "${id}".`, hint: 'Leave `kind` out of the template where no code speaks its protocol.', at: template.source.position(childOf(template.source.root, 'kind')?.offset ?? 0) });
      }
      return kind;
    }),
  );
  return new Map(found.flatMap((kind) => (kind === undefined ? [] : [[kind.id, kind] as const])));
}

function isKindMissing(template: Template, kinds: ReadonlyMap<string, KindShape>): boolean {
  return template.document.kind !== undefined && !kinds.has(template.document.kind);
}

/** Its template's mistakes are reported already, so which resources it may declare is unknown: only words that look like others are told. */
function checkKnownWords(name: string, tree: MapTree, stack: StackSource): void {
  for (const key of tree.entries.keys()) {
    const near = serviceKeys.includes(key) ? undefined : nearestWord(key, serviceKeys);
    if (near !== undefined) reportAt(stack, ['services', name, key], { message: `services.${name} has no key "${key}".`, hint: `Did you mean "${near}"?`, aim: 'key' });
  }
}

interface RawService {
  readonly name: string;
  readonly tree: MapTree;
  readonly template: Template | undefined;
  readonly kinds: ReadonlyMap<string, KindShape>;
}

function readDraft({ name, tree, template, kinds }: RawService, stack: StackSource): Draft | undefined {
  const path = ['services', name];
  const kind = template?.document.kind === undefined ? undefined : kinds.get(template.document.kind);
  const resourceSchemas = kind?.resources ?? {};
  const isResource = (key: string): boolean => Object.hasOwn(resourceSchemas, key);
  const shape: ShapeContext = {
    source: stack.source,
    path,
    problems: stack.problems,
    service: name,
    isText: isServiceText,
    advice: (key, at) => (at.length === 2 ? adviceFor(key, 'service') : undefined),
    moreKeys: Object.keys(resourceSchemas),
    confidential: (at) => at[2] === 'secrets' || at[2] === 'environment' || at.at(-1) === 'password',
  };
  const entries = [...tree.entries];
  const own: Tree = { ...tree, entries: new Map(entries.filter(([key]) => !isResource(key) && key !== 'options')) };
  const input = checkShape(serviceSchema, own, shape);
  const resources: Record<string, JsonValue> = {};
  for (const [key, { value }] of entries) {
    const schema = isResource(key) ? resourceSchemas[key] : undefined;
    const checked = schema === undefined ? undefined : checkShape(schema, value, { ...shape, path: [...path, key], isText: () => false });
    if (checked !== undefined) resources[key] = withoutRepeats(checked as JsonValue, [...path, key], stack);
  }
  const optionsTree = childOf(tree, 'options');
  const options = template === undefined ? {} : resolveOptions(template.document, optionsTree, { source: stack.source, path: [...path, 'options'], problems: stack.problems, service: name });
  if (input === undefined) return undefined;
  return { name, input, template, kind, options, resources, uses: usesOf(name, tree), scale: input.scale ?? 1 };
}

const textKeys = new Set(['template', 'image', 'build', 'run', 'version', 'secrets', 'uses', 'depends_on', 'command', 'entrypoint', 'environment', 'env_file', 'user', 'working_dir', 'hostname', 'labels', 'restart', 'tmpfs', 'cap_add', 'cap_drop', 'extra_hosts', 'sysctls', 'platform', 'stop_signal', 'security_opt']);

function isServiceText(path: TreePath): boolean {
  return path.length > 2 && !(path[2] === 'env_file' && path[4] === 'required') && (textKeys.has(String(path[2])) || (path[2] === 'volumes' && path.length === 4) || (path[2] === 'healthcheck' && path[3] === 'test') || (path[2] === 'ready' && path[3] === 'exec'));
}
