import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { StackyardError, asStackyardError, type ErrorDocument, toErrorDocument } from '../../contract/errors.ts';
import type { PlanView } from '../../contract/results.ts';
import type { Diagnostic, EditPreview, StackEdit, StackFile } from '../../contract/views/stack-file-view.ts';
import { fileBytesAtMost, refusalOf } from '../../topology/read-file.ts';
import { planView } from '../../engine/index.ts';
import { readText } from '../node-reader.ts';
import { prepare } from '../prepare.ts';
import type { Session } from '../session.ts';
import { workOut } from '../verbs/plan.ts';
import { applyEdit } from './apply-edit.ts';
import { replaceFile } from './replace-file.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const absent = (path: string, cause?: unknown): StackyardError => new StackyardError('NOT_FOUND', `There is no stack file at ${path}.`, { hint: 'It may have been moved; open the stack from its new place.', cause });

/** The file itself, where its folder is named, and behind a link. @throws StackyardError NOT_FOUND */
async function placeOf(file: string): Promise<string> {
  const path = resolve(file);
  const found = await stat(path).catch(() => undefined);
  // A folder that has the file's name stands in its place, and is told so.
  const own = found?.isDirectory() === true && basename(path) !== 'stackyard.yaml' ? join(path, 'stackyard.yaml') : path;
  return realpath(own).catch((error: unknown) => {
    throw absent(own, error);
  });
}

/** The mark at its beginning stays part of the text. @throws StackyardError UNSUPPORTED for what the loader would not read either */
function textOf(path: string): string {
  const found = readText(path, fileBytesAtMost);
  if (found === undefined) throw absent(path);
  if ('text' in found) return found.text;
  const { message, hint } = refusalOf(path, found);
  throw new StackyardError('UNSUPPORTED', message, { hint });
}

function diagnosticOf({ message, hint, service, at }: Omit<ErrorDocument['error'], 'code' | 'related'>, file: string): Diagnostic {
  return { file: at?.file ?? file, line: at?.line ?? 1, column: at?.column ?? 1, message, ...(hint === undefined ? {} : { hint }), ...(service === undefined ? {} : { service }) };
}

/** What is wrong with a text in the place of the stack file; empty where `up` would take it. */
export async function checkText(session: Session, file: string, text: string): Promise<readonly Diagnostic[]> {
  try {
    await session.loadText(file, text);
    return [];
  } catch (error) {
    const known = asStackyardError(error);
    if (known.code !== 'INVALID_STACK' && known.code !== 'UNSUPPORTED') throw known;
    const { related = [], ...first } = toErrorDocument(known).error;
    return [first, ...related].map((each) => diagnosticOf(each, file));
  }
}

async function fileView(session: Session, path: string, text: string): Promise<StackFile> {
  return { file: path, text, hash: hashOf(text), problems: [...(await checkText(session, path, text))] };
}

/** The stack file as it stands, with its mistakes. */
export async function readStackFile(session: Session, file: string): Promise<StackFile> {
  const path = await placeOf(file);
  return fileView(session, path, textOf(path));
}

/** What an edit would do to the file and to what runs; nothing is written. */
export async function previewEdit(session: Session, { file, edit }: { readonly file: string; readonly edit: StackEdit }, signal: AbortSignal): Promise<EditPreview> {
  const path = await placeOf(file);
  const before = textOf(path);
  const text = applyEdit(before, edit);
  const problems = await checkText(session, path, text);
  const plan = problems.length > 0 ? undefined : await planOf(session, { file: path, text }, signal);
  return { text, before, hash: hashOf(before), problems: [...problems], ...(plan === undefined ? {} : { plan }) };
}

/** Without an engine there is no plan; an edit can be made all the same. */
export async function planOf(session: Session, { file, text }: { readonly file: string; readonly text: string }, signal: AbortSignal): Promise<PlanView | undefined> {
  try {
    const prepared = await prepare(session, await session.loadText(file, text), { signal });
    return planView((await workOut(prepared, undefined)).plan);
  } catch (error) {
    const known = asStackyardError(error);
    if (known.code === 'ENGINE_UNREACHABLE' || known.code === 'ENGINE_TIMEOUT' || known.code === 'CONFLICT') return undefined;
    throw known;
  }
}

/** Replaces the whole text in one step. @throws StackyardError CONFLICT where the file is not what `hash` says any more. */
export async function writeStackFile(session: Session, { file, text, hash }: { readonly file: string; readonly text: string; readonly hash: string }): Promise<StackFile> {
  const path = await placeOf(file);
  if (hashOf(textOf(path)) !== hash) {
    throw new StackyardError('CONFLICT', `${path} was changed by someone else since it was read; nothing was written.`, { hint: 'Read it again, and make the change on what it says now.' });
  }
  await replaceFile(path, text);
  const written = await fileView(session, path, text);
  const store = await session.store();
  await store.events.append({ stack: await nameOf(session, path), type: 'file.written', status: written.problems.length === 0 ? 'ok' : 'warning', details: { file: path, bytes: Buffer.byteLength(text), problems: written.problems.length } });
  return written;
}

async function nameOf(session: Session, path: string): Promise<string> {
  try {
    return (await session.load(path)).name;
  } catch {
    // A file with mistakes is told by `problems`; its history goes under the name of its folder.
    return path.split(/[\\/]/).at(-2) ?? 'stack';
  }
}
