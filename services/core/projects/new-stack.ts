import { createHash } from 'node:crypto';
import { lstat, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { StackyardError } from '../../contract/errors.ts';
import type { TranslationEntry } from '../../contract/export.ts';
import type { PlanView } from '../../contract/results.ts';
import type { NewStack, NewStackPreview } from '../../contract/views/project-view.ts';
import type { Diagnostic } from '../../contract/views/stack-file-view.ts';
import { importCompose } from '../../import/index.ts';
import { createRedactor } from '../../store/index.ts';
import { nodeReader } from '../node-reader.ts';
import type { Session } from '../session.ts';
import { catalog } from '../stack-file/catalog.ts';
import { checkText, planOf } from '../stack-file/stack-file.ts';
import { listKnownStacks } from '../stacks/known-stacks.ts';
import { isStackName } from '../../topology/stack-name.ts';
import { folderNamed } from './browse.ts';
import { demoNamed } from './demo.ts';
import { stackText } from './stack-text.ts';
import { writeFiles, type NewFile } from './write-files.ts';

const stackFileName = 'stackyard.yaml';

interface Draft {
  readonly folder: string;
  readonly makesFolder: boolean;
  readonly file: string;
  readonly text: string;
  readonly hash: string;
  readonly others: readonly NewFile[];
  /** What became of each fact of a Compose project. */
  readonly report?: readonly TranslationEntry[];
  /** Where the text is checked and planned. */
  readonly checkedAt: string;
}

/** The folder itself, or its place in the one above it, without links. @throws StackyardError NOT_FOUND, CONFLICT */
async function placeOf(session: Session, asked: string): Promise<Pick<Draft, 'folder' | 'makesFolder'>> {
  const path = folderNamed(asked, session.environment);
  const found = await realpath(path).catch(() => undefined);
  if (found !== undefined) {
    if ((await stat(found)).isDirectory()) return { folder: found, makesFolder: false };
    throw new StackyardError('CONFLICT', `${path} is a file.`, { hint: 'Choose a folder.' });
  }
  const above = await realpath(dirname(path)).catch((error: unknown) => {
    throw new StackyardError('NOT_FOUND', `There is no folder ${dirname(path)}.`, { hint: 'Choose a folder that is there; one new folder in it is made for you.', cause: error });
  });
  return { folder: join(above, basename(path)), makesFolder: true };
}

async function draftOf(session: Session, { folder: asked, name, source }: NewStack): Promise<Draft> {
  if (!isStackName(name)) throw new StackyardError('USAGE', name === '' ? 'The stack needs a name.' : `"${name}" cannot be the name of a stack.`, { hint: 'At most 40 lower case letters, digits and inner hyphens, beginning with a letter.' });
  const place = await placeOf(session, asked);
  const file = join(place.folder, stackFileName);
  const hashed = (text: string): Pick<Draft, 'text' | 'hash'> => ({ text, hash: createHash('sha256').update(text).digest('hex') });
  if (source.kind === 'demo') {
    const demo = await demoNamed(session, name);
    return { ...place, file, ...hashed(demo.text), others: demo.others, checkedAt: demo.file };
  }
  if (source.kind === 'compose') {
    const { text, report } = await importCompose({ directory: place.folder, reader: nodeReader, environment: session.environment, name });
    return { ...place, file, ...hashed(text), others: [], report, checkedAt: file };
  }
  const titles = new Map((await catalog(session, place.folder)).map(({ id, title }) => [id, title]));
  return { ...place, file, ...hashed(stackText(name, source, titles)), others: [], checkedAt: file };
}

/** Names in the folder that would have to be written over: each file, or the folder that it comes with. */
async function inTheWayOf({ folder, makesFolder, others }: Draft): Promise<readonly string[]> {
  if (makesFolder) return [];
  const names = [...new Set([stackFileName, ...others.map(({ path }) => path.split('/')[0] ?? path)])];
  const present = await Promise.all(names.map(async (name) => lstat(join(folder, name)).then(() => true, () => false)));
  return names.filter((_, index) => present[index]);
}

async function namesakesOf(session: Session, name: string, file: string): Promise<readonly string[]> {
  const known = await listKnownStacks(await session.store());
  return known.filter((each) => each.name === name && each.file !== file).map((each) => `A stack ${name} is known from ${dirname(each.file)}. Two of one name cannot run at the same time: choose another name.`);
}

/** What `up` would do with a stack that is not there yet: with secrets of its own, which go with the look. */
async function planOfNew(session: Session, { checkedAt, text }: Draft, signal: AbortSignal): Promise<PlanView | undefined> {
  const stateDirectory = await mkdtemp(join(tmpdir(), 'stackyard-preview-'));
  try {
    return await planOf({ ...session, stateDirectory, redactor: createRedactor() }, { file: checkedAt, text }, signal);
  } finally {
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

const problemsOf = (session: Session, { checkedAt, text }: Draft): Promise<readonly Diagnostic[]> => checkText(session, checkedAt, text);

/** What a new stack would be; writes nothing. @throws StackyardError USAGE, NOT_FOUND, CONFLICT */
export async function previewNewStack(session: Session, wanted: NewStack, signal: AbortSignal): Promise<NewStackPreview> {
  const draft = await draftOf(session, wanted);
  const { file, text, hash, makesFolder, others, report } = draft;
  // That nothing is in an empty file yet is no mistake of it.
  const problems = wanted.source.kind === 'empty' ? [] : await problemsOf(session, draft);
  const warnings = await namesakesOf(session, wanted.name, file);
  const plan = problems.length > 0 || warnings.length > 0 || wanted.source.kind === 'empty' ? undefined : await planOfNew(session, draft, signal);
  return { file, text, hash, makesFolder, others: others.map(({ path }) => path), inTheWay: [...(await inTheWayOf(draft))], warnings: [...warnings], problems: [...problems], ...(report === undefined ? {} : { report: [...report] }), ...(plan === undefined ? {} : { plan }) };
}

/** Writes a new stack; stackyard.yaml comes last, so that half a stack is none. Gives its file. @throws StackyardError as in the contract */
export async function createStack(session: Session, { hash, ...wanted }: NewStack & { readonly hash: string }): Promise<string> {
  const draft = await draftOf(session, wanted);
  if (draft.hash !== hash) throw new StackyardError('CONFLICT', 'What it is made from changed since the preview; nothing was written.', { hint: 'Look at the preview again.' });
  const [first] = await inTheWayOf(draft);
  if (first !== undefined) throw new StackyardError('CONFLICT', `${join(draft.folder, first)} is there already; nothing was written.`, { hint: 'Choose another folder, or open the stack that is there.' });
  const [problem] = wanted.source.kind === 'empty' ? [] : await problemsOf(session, draft);
  if (problem !== undefined) throw new StackyardError('INVALID_STACK', problem.message, { at: { file: draft.file, line: problem.line, column: problem.column }, ...(problem.hint === undefined ? {} : { hint: problem.hint }) });
  await writeFiles(draft.folder, [...draft.others, { path: stackFileName, content: { text: draft.text } }], { makesFolder: draft.makesFolder });
  return draft.file;
}
