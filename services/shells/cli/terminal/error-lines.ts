import { relative } from 'node:path';
import type { StackyardError } from '../../../contract/errors.ts';
import { displayText } from './display-text.ts';
import type { Paint } from './style.ts';
import { count } from './quantities.ts';

interface ErrorStyle {
  readonly paint: Paint;
  /** Paths below it are shown relative. */
  readonly directory: string;
}

/** `file:line:column` comes first and unpainted, so that terminals and editors make it a link. */
function place(error: StackyardError, directory: string): string {
  if (error.at === undefined) return '';
  const short = relative(directory, error.at.file);
  const file = short === '' || short.startsWith('..') ? error.at.file : short;
  return `${displayText(file)}:${error.at.line}:${error.at.column}: `;
}

function one(error: StackyardError, { paint, directory }: ErrorStyle): string[] {
  const where = place(error, directory);
  const about = error.service === undefined || where !== '' || error.message.includes(error.service) ? '' : `${displayText(error.service)}: `;
  const lines = [`${where}${paint('red', 'error:')} ${about}${displayText(error.message.trim())}`];
  if (error.hint !== undefined) lines.push(`  ${paint('dim', displayText(error.hint.trim()))}`);
  return lines;
}

/** Cause and object, then the next step; then the other mistakes of the same pass in the same form. */
export function errorLines(error: StackyardError, style: ErrorStyle): string[] {
  const total = error.related.length + 1 + error.unlisted;
  const lines = [error, ...error.related].flatMap((each) => one(each, style));
  // A refusal is itself the heading of what it names, and counts them.
  if (total === 1 || error.code === 'REFUSED_FOR_SAFETY') return lines;
  const summary = error.code === 'INVALID_STACK' ? `${count(total, 'mistake')} found${error.unlisted === 0 ? '' : `, ${error.unlisted} of them not shown`}; nothing was changed.` : `${count(total, 'problem')} found.`;
  return [...lines, style.paint('red', summary)];
}
