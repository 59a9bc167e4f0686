import { browseFolder } from '../projects/browse.ts';
import { createStack, previewNewStack } from '../projects/new-stack.ts';
import { listProjects, openProject } from '../projects/open-project.ts';
import { templateSets } from '../projects/template-sets.ts';
import { procedures } from './procedures.ts';

export const projects = procedures.projects.router({
  list: procedures.projects.list.handler(async ({ context }) => [...(await listProjects(context))]),
  browse: procedures.projects.browse.handler(({ input, context }) => browseFolder(input, context.session.environment)),
  open: procedures.projects.open.handler(({ input, context }) => openProject(context, input.file)),
  sets: procedures.projects.sets.handler(() => structuredClone([...templateSets])),
  preview: procedures.projects.preview.handler(({ input, context, signal = new AbortController().signal }) => previewNewStack(context.session, input, signal)),
  create: procedures.projects.create.handler(async ({ input, context }) => openProject(context, await createStack(context.session, input))),
});
