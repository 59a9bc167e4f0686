import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StackyardError } from '../../contract/errors.ts';
import { plainEndings, type FileChange, type Texts } from '../../export/write/plan-write.ts';
import { codeOf } from '../../store/code-of.ts';

/** Kept beside the output, for the next export to tell the user's edits from the model's changes; meant to be committed with it. */
const memoryName = '.stackyard-export.json';

interface Memory {
  readonly version: 1;
  readonly target: string;
  /** Whose files they are, where one place is of one stack, or of one environment of it; absent in those of older exports. */
  readonly of?: string;
  readonly files: Readonly<Record<string, string>>;
  readonly digest: string;
}

const digestOf = ({ target, of, files }: Pick<Memory, 'target' | 'of' | 'files'>): string => createHash('sha256').update(JSON.stringify([target, ...(of === undefined ? [] : [of]), Object.entries(files).toSorted(([left], [right]) => (left < right ? -1 : 1))])).digest('hex');

export interface OutputFolder {
  /** What the export before wrote; empty at the first. */
  readonly base: Texts;
  /** What stands there of the asked paths. */
  readonly disk: Texts;
  /** Paths whose place is taken by something that is no file: a folder, a link. */
  readonly blocked: readonly string[];
  /** Why the memory of the export before cannot be used. */
  readonly damage: string | undefined;
}

/** @throws StackyardError REFUSED_FOR_SAFETY where the folder cannot be read, or is not one. */
export function readOutputFolder(folder: string, { target, of, paths }: { readonly target: string; readonly of?: string; readonly paths: readonly string[] }): OutputFolder {
  const memory = readMemory(folder, { target, of });
  const base = new Map(Object.entries(memory.files));
  const disk = new Map<string, string>();
  const blocked: string[] = [];
  for (const path of new Set([...paths, ...base.keys()])) {
    const found = readRegular(folder, path);
    if (found === 'blocked') blocked.push(path);
    else if (found !== undefined) disk.set(path, found.text);
  }
  return { base, disk, blocked, damage: memory.damage };
}

/** What a user changed or deleted of an export, below any of these folders of it; empty where there is no export. */
export function editedFiles(folder: string, { target, below }: { readonly target: string; readonly below: readonly string[] }): readonly string[] {
  const { base, disk } = readOutputFolder(folder, { target, paths: [] });
  return [...base].flatMap(([path, text]) => (below.some((each) => path.startsWith(`${each}/`)) && plainEndings(disk.get(path) ?? '') !== text ? [path] : []));
}

/** Also links on the way are refused: what is written through them lands elsewhere. */
function readRegular(folder: string, path: string): { readonly text: string } | 'blocked' | undefined {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const entry = join(folder, ...parts.slice(0, depth));
    const found = lstatSync(entry, { throwIfNoEntry: false });
    if (found === undefined) return undefined;
    if (depth === parts.length) return found.isFile() ? { text: readFileSync(entry, 'utf8') } : 'blocked';
    if (!found.isDirectory()) return 'blocked';
  }
  return undefined;
}

function readMemory(folder: string, { target, of }: { readonly target: string; readonly of: string | undefined }): { readonly files: Memory['files']; readonly damage: string | undefined } {
  let text: string;
  try {
    text = readFileSync(join(folder, memoryName), 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { files: {}, damage: undefined };
    throw new StackyardError('REFUSED_FOR_SAFETY', `${folder} cannot be exported to: ${error instanceof Error ? error.message : String(error)}.`, { cause: error, hint: 'Choose another output folder.' });
  }
  try {
    const { version, target: before, of: owner, files, digest } = JSON.parse(text) as Memory;
    if (version !== 1 || digest !== digestOf({ target: before, files, ...(owner === undefined ? {} : { of: owner }) })) return { files: {}, damage: 'it was changed by something else' };
    if (before !== target) return { files: {}, damage: `it is of an export as ${before}` };
    return of === undefined || owner === undefined || owner === of ? { files, damage: undefined } : { files: {}, damage: `it is of an export of ${owner}` };
  } catch (error) {
    return { files: {}, damage: error instanceof Error ? error.message : String(error) };
  }
}

export interface WrittenExport {
  readonly target: string;
  /** Whose files they are. */
  readonly of: string;
  readonly wanted: Texts;
  /** What the export before wrote. */
  readonly base: Texts;
  readonly changes: readonly FileChange[];
}

/**
 * Writes what has changed: first everything beside its place, then each renamed into it, then the memory. Ended at any moment, files are whole,
 * and the next export goes on from there.
 */
export function writeOutputFolder(folder: string, { target, of, wanted, base, changes }: WrittenExport): void {
  const beside = join(folder, `.stackyard-export-${process.pid}`);
  try {
    makeFolder(beside);
    const written = changes.flatMap((change) => ('text' in change ? [change] : []));
    for (const [index, { text }] of written.entries()) writeFileSync(join(beside, String(index)), text);
    const waiting = changes.flatMap((change) => (change.kind === 'kept' && change.unsolved === true ? [[change.path, base.get(change.path) ?? ''] as const] : []));
    const files = Object.fromEntries([...wanted, ...waiting]);
    writeFileSync(join(beside, 'memory'), `${JSON.stringify({ version: 1, target, of, files, digest: digestOf({ target, of, files }) } satisfies Memory, undefined, 1)}\n`);
    for (const { path } of written) mkdirSync(dirname(join(folder, path)), { recursive: true });
    for (const [index, { path }] of written.entries()) renameSync(join(beside, String(index)), join(folder, path));
    for (const { path, kind } of changes) if (kind === 'removed') removeFile(folder, path);
    renameSync(join(beside, 'memory'), join(folder, memoryName));
  } catch (error) {
    throw new StackyardError('REFUSED_FOR_SAFETY', `${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, { cause: error, hint: 'Choose another output folder; the next export completes what was begun here.' });
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

/** With those above it. Node's own way never ends where there is no such folder and none can be made, as below /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another export was quicker.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

/** And the folders that it leaves empty. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path));
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    try {
      rmdirSync(join(folder, parent));
    } catch (error) {
      if (codeOf(error) === 'ENOTEMPTY') return;
      throw error;
    }
  }
}
