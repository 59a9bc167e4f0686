import { join } from 'node:path';
import { z } from 'zod';
import { asStackyardError } from '../../contract/errors.ts';
import type { OptionView, TemplateView } from '../../contract/views/catalog-view.ts';
import { jsonSchema, type SchemaEntry } from '../../topology/json-schema.ts';
import { createProblems } from '../../topology/problems.ts';
import { listTemplates, loadTemplate, type Template } from '../../topology/template.ts';
import { nodeReader } from '../node-reader.ts';
import type { Session } from '../session.ts';

interface Entry {
  readonly id: string;
  readonly builtIn: boolean;
  readonly template?: Template;
  readonly problem?: string;
}

async function entriesOf(session: Session, directory: string | undefined): Promise<readonly Entry[]> {
  const builtIn = join(session.resourcesDirectory, 'compose-templates');
  const own = directory === undefined ? [] : [join(directory, '.stackyard', 'templates')];
  const roots = { reader: nodeReader, roots: [...own, builtIn] };
  const owned = new Set(own.length === 0 ? [] : await listTemplates({ reader: nodeReader, roots: own }));
  const ids = await listTemplates(roots);
  return Promise.all(ids.map(async (id) => ({ id, builtIn: !owned.has(id), ...(await loaded(id, roots)) })));
}

async function loaded(id: string, roots: Parameters<typeof listTemplates>[0]): Promise<Pick<Entry, 'template' | 'problem'>> {
  const problems = createProblems();
  const template = await loadTemplate(id, { ...roots, problems });
  try {
    problems.throwIfAny();
  } catch (error) {
    return { problem: asStackyardError(error).message };
  }
  return template === undefined || template === 'unusable' ? { problem: 'It cannot be read.' } : { template };
}

/** Every template that a stack in that folder may use, as forms show it; wrong ones with what is wrong. */
export async function catalog(session: Session, directory: string | undefined): Promise<readonly TemplateView[]> {
  const entries = await entriesOf(session, directory);
  return Promise.all(entries.map(async (entry) => viewOf(session, entry)));
}

async function viewOf(session: Session, { id, builtIn, template, problem }: Entry): Promise<TemplateView> {
  const nothing = { capabilities: [], options: [], resources: {}, ports: [] };
  if (template === undefined) return { id, title: id, category: 'template', description: '', image: '', build: 'refused', builtIn, ...nothing, ...(problem === undefined ? {} : { problem }) };
  const { title, category, description = '', kind, image, build = 'refused', maxScale, options = {}, ports = {}, service } = template.document;
  const code = kind === undefined ? undefined : await session.kind(kind);
  const scale = maxScale ?? ((service?.volumes?.length ?? 0) > 0 ? 1 : undefined);
  return {
    id,
    title,
    category,
    description,
    image,
    build,
    builtIn,
    ...(kind === undefined ? {} : { kind }),
    ...(scale === undefined ? {} : { maxScale: scale }),
    capabilities: [...(code?.capabilities ?? [])],
    options: Object.entries(options).map(([name, spec]): OptionView => {
      const { type = 'string', enum: choices, default: usual, min, max, pattern, description: words } = spec;
      return { name, type, ...given({ choices, default: usual, min, max, pattern, description: words }) };
    }),
    resources: Object.fromEntries(Object.entries(code?.resources ?? {}).map(([key, schema]) => [key, z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as TemplateView['resources'][string]])),
    ports: Object.entries(ports).map(([name, port]) => ({ name, containerPort: typeof port === 'number' ? port : port.container })),
  };
}

function given<Value extends object>(value: Value): { [Key in keyof Value]?: NonNullable<Value[Key]> } {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as { [Key in keyof Value]?: NonNullable<Value[Key]> };
}

/** JSON Schema of stack files in that folder, with the templates that can be used there. */
export async function stackFileSchema(session: Session, directory: string | undefined): Promise<Readonly<Record<string, unknown>>> {
  const entries = await entriesOf(session, directory);
  const usable = entries.flatMap(({ template }) => (template === undefined ? [] : [template]));
  const withKinds = await Promise.all(usable.map(async (template): Promise<SchemaEntry> => ({ template, kind: template.document.kind === undefined ? undefined : await session.kind(template.document.kind) })));
  return jsonSchema(withKinds);
}
