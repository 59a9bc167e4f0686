import { dirname } from 'node:path';
import { catalog, stackFileSchema } from '../stack-file/catalog.ts';
import { checkText, previewEdit, readStackFile, writeStackFile } from '../stack-file/stack-file.ts';
import { procedures } from './procedures.ts';

const folderOf = (file: string | undefined): string | undefined => (file === undefined ? undefined : dirname(file));

export const files = procedures.files.router({
  read: procedures.files.read.handler(({ input, context }) => readStackFile(context.session, input.file)),
  check: procedures.files.check.handler(async ({ input, context }) => [...(await checkText(context.session, input.file, input.text))]),
  preview: procedures.files.preview.handler(({ input, context, signal = new AbortController().signal }) => previewEdit(context.session, input, signal)),
  write: procedures.files.write.handler(async ({ input, context }) => {
    const written = await writeStackFile(context.session, input);
    context.changed.ring();
    return written;
  }),
  schema: procedures.files.schema.handler(async ({ input, context }) => (await stackFileSchema(context.session, folderOf(input.file))) as Record<string, never>),
  catalog: procedures.files.catalog.handler(async ({ input, context }) => [...(await catalog(context.session, folderOf(input.file)))]),
});
