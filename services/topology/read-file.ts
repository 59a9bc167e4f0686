import { StackyardError, type SourcePosition } from '../contract/errors.ts';
import type { Problems } from './problems.ts';
import type { ReadResult, StackReader } from './reader.ts';

export const fileBytesAtMost = 1024 * 1024;

export interface ReadContext {
  readonly reader: StackReader;
  readonly problems: Problems;
  /** Where the file is asked for; its own first line when left out. */
  readonly at?: SourcePosition;
}

/** The text of a file; undefined where it is not there. A file that cannot be used is reported, and is then '' with `usable: false`. */
export async function readFile(path: string, { reader, problems, at }: ReadContext): Promise<{ readonly text: string; readonly usable: boolean } | undefined> {
  const result = await reader.readText(path, fileBytesAtMost);
  if (result === undefined) return undefined;
  if ('text' in result) return { text: result.text.startsWith('\uFEFF') ? result.text.slice(1) : result.text, usable: true };
  const told = refusalOf(path, result);
  const start = at ?? { file: path, line: 1, column: 1 };
  if (result.problem === 'unreadable') throw new StackyardError('INVALID_STACK', told.message, { at: start, hint: told.hint });
  problems.report({ ...told, at: result.problem === 'not-utf8' ? { file: path, line: result.line, column: result.column } : start });
  return { text: '', usable: false };
}

/** Why a file is not read, in the words that every screen and command uses. */
export function refusalOf(path: string, result: Exclude<ReadResult, { readonly text: string }>): { readonly message: string; readonly hint: string } {
  switch (result.problem) {
    case 'too-large':
      return { message: `${path} is ${megabytes(result.bytes)} MB; at most 1 MB is read.`, hint: 'Is it the right file?' };
    case 'not-utf8':
      return { message: `${path} is not UTF-8 text.`, hint: 'Save it as UTF-8.' };
    case 'not-a-file':
      return { message: `${path} is ${result.reason}, not a file.`, hint: 'Name a file.' };
    case 'unreadable':
      return { message: `${path} cannot be read: ${result.reason}.`, hint: 'Check who may read it.' };
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
