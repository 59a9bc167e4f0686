import { interpolate, type Environment } from '../../topology/interpolate.ts';
import type { Word } from '../types.ts';

/** Puts `text` in the place of a part of a value; offsets count in the value with its variables replaced. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Takes the place of a whole variable with its default: what it refers to has the same one. */
  readonly takesVariable?: boolean;
}

interface Piece {
  /** As written. */
  readonly text: string;
  readonly value: string;
  /** Can be cut at any character. */
  readonly isLiteral: boolean;
}

/**
 * The text of a value with edits in it, its variables kept where no edit touches them: `${REDIS_URL:-redis://cache}` keeps its variable and gets
 * another default. A variable whose value an edit would cut gives way to that value.
 */
export function rewrite({ text, value }: Word, edits: readonly Edit[], environment: Environment): string {
  const pieces = flatPieces(text, edits, environment);
  const known = pieces.map((piece) => piece.value).join('') === value ? pieces : [literal(value)];
  const cells = cellsOf(known, edits);
  // An edit over the edge of a default would leave half of a variable.
  const isCut = edits.some((edit) => cells.some((cell) => cell.value === '' && cell.at > edit.start && cell.at < edit.end));
  return apply(isCut ? cellsOf([literal(value)], edits) : cells, edits);
}

/** A character, a whole variable, or a mark of no width. */
interface Cell {
  readonly text: string;
  readonly value: string;
  readonly at: number;
}

function cellsOf(pieces: readonly Piece[], edits: readonly Edit[]): readonly Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const piece of pieces) {
    const [start, end] = [at, at + piece.value.length];
    const isCut = edits.some((edit) => edit.start < end && edit.end > start && (edit.start > start || edit.end < end));
    if (piece.isLiteral || isCut) for (const [index, letter] of piece.value.split('').entries()) cells.push({ text: escaped(letter), value: letter, at: start + index });
    else cells.push({ text: piece.text, value: piece.value, at: start });
    at = end;
  }
  return cells;
}

function apply(cells: readonly Cell[], edits: readonly Edit[]): string {
  const waiting = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let result = '';
  let coveredTo = 0;
  for (const cell of cells) {
    if (cell.value === '') {
      result += cell.text;
      continue;
    }
    for (let edit = waiting[0]; edit !== undefined && edit.start <= cell.at; edit = waiting[0]) {
      result += edit.text;
      coveredTo = Math.max(coveredTo, edit.end);
      waiting.shift();
    }
    if (cell.at >= coveredTo) result += cell.text;
  }
  return result + waiting.map((edit) => edit.text).join('');
}

function literal(value: string): Piece {
  return { text: escaped(value), value, isLiteral: true };
}

const escaped = (text: string): string => text.replaceAll('$', '$$$$');

/** Variables with a default are taken apart, but for those that an edit takes whole. */
function flatPieces(text: string, edits: readonly Edit[], environment: Environment): readonly Piece[] {
  let at = 0;
  return splitPieces(text, environment).flatMap((piece) => {
    const start = at;
    at += piece.value.length;
    const isTaken = edits.some((edit) => edit.takesVariable === true && edit.start === start && edit.end === at && at > start);
    return piece.isLiteral || isTaken ? piece : apart(piece, environment);
  });
}

/** A variable that is not set as its default, between two marks of no width. */
function apart(piece: Piece, environment: Environment): readonly Piece[] {
  const [, name = '', operator = '', rest = ''] = /^\$\{(\w+)(:?-)([\s\S]*)\}$/.exec(piece.text) ?? [];
  const value = environment[name];
  if (operator === '' || (value !== undefined && (operator === '-' || value !== ''))) return [piece];
  const mark = (text: string): Piece => ({ text, value: '', isLiteral: false });
  return [mark(`\${${name}${operator}`), ...flatPieces(rest, [], environment), mark('}')];
}

/** Literal parts and whole variables. */
function splitPieces(text: string, environment: Environment): readonly Piece[] {
  const pieces: Piece[] = [];
  let index = 0;
  while (index < text.length) {
    const dollar = text.indexOf('$', index);
    if (dollar === -1 || dollar > index) {
      const end = dollar === -1 ? text.length : dollar;
      pieces.push(literal(text.slice(index, end)));
      index = end;
    } else if (text[dollar + 1] === '$') {
      pieces.push(literal('$'));
      index += 2;
    } else {
      const end = text[dollar + 1] === '{' ? closing(text, dollar + 1) : dollar + 1 + (/^\w*/.exec(text.slice(dollar + 1))?.[0].length ?? 0);
      const written = text.slice(dollar, Math.max(end, dollar + 1));
      pieces.push(variable(written, environment));
      index = dollar + written.length;
    }
  }
  return pieces;
}

function variable(written: string, environment: Environment): Piece {
  const result = interpolate(written, environment);
  return { text: written, value: 'message' in result ? '' : result.text, isLiteral: false };
}

function closing(text: string, open: number): number {
  let depth = 0;
  for (let index = open; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return text.length;
}
