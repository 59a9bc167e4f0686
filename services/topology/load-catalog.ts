import type { FindKind } from './kind-shape.ts';
import type { SchemaEntry } from './json-schema.ts';
import { createProblems } from './problems.ts';
import { listTemplates, loadTemplate, type TemplateRoots } from './template.ts';

/** Every template of the roots with its kind. Throws INVALID_STACK where one of them is wrong. */
export async function loadCatalog(roots: TemplateRoots, kinds: FindKind): Promise<readonly SchemaEntry[]> {
  const problems = createProblems();
  const ids = await listTemplates(roots);
  const loaded = await Promise.all(
    ids.map(async (id) => {
      const template = await loadTemplate(id, { ...roots, problems });
      if (template === undefined || template === 'unusable') return [];
      return [{ template, kind: template.document.kind === undefined ? undefined : await kinds(template.document.kind) }];
    }),
  );
  problems.throwIfAny();
  return loaded.flat();
}
