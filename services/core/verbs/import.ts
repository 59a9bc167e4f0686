import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ImportOptions } from '../../contract/core.ts';
import { StackyardError } from '../../contract/errors.ts';
import type { ImportView } from '../../contract/views/import-view.ts';
import { translationMarkdown } from '../../export/report/markdown.ts';
import { importCompose, type Imported } from '../../import/index.ts';
import { nodeReader } from '../node-reader.ts';
import type { Session } from '../session.ts';
import { writeWhole } from '../stack-file/replace-file.ts';

/**
 * A Compose project as stackyard.yaml, written beside it. Nothing is written before the text loads without a mistake. Throws INVALID_STACK for a wrong
 * project, CONFLICT where a stackyard.yaml is there, REFUSED_FOR_SAFETY where its place is taken by something that is no file or cannot be written.
 */
export async function importStack(session: Session, options: ImportOptions): Promise<ImportView> {
  const { preview = false, force = false } = options;
  const directory = resolve(options.folder);
  const given = options.out === undefined ? undefined : stackFileAt(resolve(directory, options.out));
  const imported = await importCompose({
    directory,
    reader: nodeReader,
    environment: session.environment,
    ...(options.files === undefined ? {} : { files: options.files }),
    ...(options.name === undefined ? {} : { name: options.name }),
    ...(options.profiles === undefined ? {} : { profiles: options.profiles }),
    ...(given === undefined ? {} : { folder: dirname(given) }),
  });
  const file = given ?? join(imported.directory, 'stackyard.yaml');
  await expectLoadable(session, file, imported);
  const before = textOf(file);
  const isSame = before === imported.text;
  if (before !== undefined && !isSame && !force && !preview) throw new StackyardError('CONFLICT', `There is a ${file} already.`, { hint: 'Look at --dry-run; --force replaces it, --out writes elsewhere. Nothing was written.' });
  const view: ImportView = { stack: imported.name, file, written: !preview && !isSame, text: imported.text, ...(before === undefined ? {} : { before }), sources: [...imported.files], report: [...imported.report] };
  if (view.written) await write(file, imported.text);
  if (options.report !== undefined && !preview) await write(resolve(directory, options.report), translationMarkdown(imported.name, imported.report, 'Written by `stackyard import`.'));
  return view;
}

function stackFileAt(path: string): string {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, 'stackyard.yaml') : path;
}

/** What the loader refuses was overlooked here: better nothing than a file that does not load. */
async function expectLoadable(session: Session, file: string, { name, text }: Imported): Promise<void> {
  try {
    await session.loadText(file, text);
  } catch (error) {
    if (!(error instanceof StackyardError) || error.code !== 'INVALID_STACK') throw error;
    const related = [error, ...error.related].map((each) => new StackyardError('UNSUPPORTED', each.message, { ...(each.hint === undefined ? {} : { hint: each.hint }), ...(each.service === undefined ? {} : { service: each.service }) }));
    throw new StackyardError('UNSUPPORTED', `${name} has what Stackyard cannot say: ${error.message}`, { cause: error, related, hint: 'Change these in the Compose file and import again; nothing was written.' });
  }
}

function textOf(file: string): string | undefined {
  const found = lstatSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isFile()) throw new StackyardError('REFUSED_FOR_SAFETY', `${file} is ${found.isDirectory() ? 'a folder' : 'no regular file'}.`, { hint: 'Write elsewhere with --out.' });
  return readFileSync(file, 'utf8');
}

async function write(file: string, text: string): Promise<void> {
  try {
    await writeWhole(file, text);
  } catch (error) {
    throw new StackyardError('REFUSED_FOR_SAFETY', `${file} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, { cause: error, hint: 'Write elsewhere with --out.' });
  }
}
