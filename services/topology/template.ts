import { checkShape } from './check-shape.ts';
import { checkOptionSpecs } from './options.ts';
import { parseYaml } from './parse-yaml.ts';
import type { Problems } from './problems.ts';
import { readFile } from './read-file.ts';
import type { StackReader } from './reader.ts';
import { templateSchema, type TemplateDocument } from './template-schema.ts';
import { placeOf, type TreePath, type YamlFile } from './yaml-tree.ts';

export interface Template {
  readonly id: string;
  readonly directory: string;
  readonly document: TemplateDocument;
  readonly source: YamlFile;
  /** Text and path of each file that `configs` names with `from`. */
  readonly files: ReadonlyMap<string, { readonly path: string; readonly text: string }>;
}

export interface TemplateRoots {
  readonly reader: StackReader;
  /** Folders with a folder per template; the first that has an id wins. */
  readonly roots: readonly string[];
}

const idPattern = /^[a-z][a-z0-9-]{0,60}$/;

/** The ids that the roots hold, sorted. */
export async function listTemplates({ reader, roots }: TemplateRoots): Promise<readonly string[]> {
  const names = await Promise.all(roots.map(async (root) => reader.list(root)));
  const ids = [...new Set(names.flat())].filter((id) => idPattern.test(id)).sort();
  const present = await Promise.all(ids.map(async (id) => (await findTemplate(id, { reader, roots })) !== undefined));
  return ids.filter((_, index) => present[index]);
}

/** Folder of a template. */
async function findTemplate(id: string, { reader, roots }: TemplateRoots): Promise<string | undefined> {
  if (!idPattern.test(id)) return undefined;
  for (const root of roots) {
    const directory = reader.resolve(root, id);
    if ((await reader.kindOf(reader.resolve(directory, 'template.yaml'))) === 'file') return directory;
  }
  return undefined;
}

/** Undefined where no root has the template. A wrong template reports its own mistakes and comes back as `unusable`. */
export async function loadTemplate(id: string, { reader, roots, problems }: TemplateRoots & { readonly problems: Problems }): Promise<Template | 'unusable' | undefined> {
  const directory = await findTemplate(id, { reader, roots });
  if (directory === undefined) return undefined;
  const file = reader.resolve(directory, 'template.yaml');
  const read = await readFile(file, { reader, problems });
  if (read === undefined) return undefined;
  const source = read.usable ? parseYaml({ file, text: read.text, needs: 'A template needs title, category and image.' }, problems) : undefined;
  if (source === undefined) return 'unusable';
  const document = checkShape(templateSchema, source.root, { source, path: [], problems, isText: isTemplateText });
  if (document === undefined) return 'unusable';
  const before = problems.count;
  checkOptionSpecs(document, source, problems);
  const files = await readConfigs({ document, source, directory }, { reader, problems });
  return problems.count > before ? 'unusable' : { id, directory, document, source, files };
}

function isTemplateText(path: TreePath): boolean {
  const [first, second] = path;
  if (first === 'service') return second === 'environment' || second === 'sysctls' || second === 'command' || second === 'user' || second === 'hostname';
  return first === 'tag' || first === 'image' || first === 'bindings' || (first === 'production' && (second === 'storage' || second === 'resources')) || path.includes('exec');
}

async function readConfigs(template: Pick<Template, 'document' | 'source' | 'directory'>, { reader, problems }: { readonly reader: StackReader; readonly problems: Problems }): Promise<Template['files']> {
  const files = new Map<string, { path: string; text: string }>();
  for (const [path, config] of Object.entries(template.document.configs ?? {})) {
    if (!('from' in config) || files.has(config.from)) continue;
    const at = placeOf(template.source, ['configs', path, 'from']);
    if (/^[/\\~]|(^|[/\\])\.\.([/\\]|$)|^[A-Za-z]:/.test(config.from)) {
      problems.report({ message: `"${config.from}" leaves the template's folder.`, hint: 'Name a file within the folder of template.yaml.', at });
      continue;
    }
    const full = reader.resolve(template.directory, config.from);
    const read = await readFile(full, { reader, problems, at });
    if (read === undefined) problems.report({ message: `The file "${config.from}" is not in the template's folder.`, hint: `Expected at ${full}.`, at });
    else files.set(config.from, { path: full, text: read.text });
  }
  return files;
}
