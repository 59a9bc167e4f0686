import { StackyardError, type SourcePosition } from '../contract/errors.ts';
import type { Problems } from './problems.ts';
import type { StackReader } from './reader.ts';

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
  const start = at ?? { file: path, line: 1, column: 1 };
  switch (result.problem) {
    case 'too-large':
      problems.report({ message: `${path} is ${megabytes(result.bytes)} MB; at most 1 MB is read.`, hint: 'Is it the right file?', at: start });
      break;
    case 'not-utf8':
      problems.report({ message: `${path} is not UTF-8 text.`, hint: 'Save it as UTF-8.', at: { file: path, line: result.line, column: result.column } });
      break;
    case 'not-a-file':
      problems.report({ message: `${path} is ${result.reason}, not a file.`, hint: 'Name a file.', at: start });
      break;
    case 'unreadable':
      throw new StackyardError('INVALID_STACK', `${path} cannot be read: ${result.reason}.`, { at: start, hint: 'Check who may read it.' });
  }
  return { text: '', usable: false };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
