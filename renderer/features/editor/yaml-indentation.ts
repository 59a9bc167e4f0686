import { indentService } from '@codemirror/language';
import type { Extension } from '@codemirror/state';

/** A line that ends with a key without its value, after the dashes of list items; what follows belongs to that key. */
const openKey = /^(\s*(?:- +)*)(?:"[^"]*"|'[^']*'|[^\s#'"&*!|>{[\]}](?:(?!:\s)[^#])*):\s*(?:#.*)?$/;
const unit = 2;

/** Columns of the line after one that opens something; undefined for a line that does not. */
export function indentationAfter(line: string): number | undefined {
  const begin = openKey.exec(line)?.[1];
  return begin === undefined ? undefined : begin.length + unit;
}

/** Enter after `key:` goes one step in; the parser alone only sees a map that goes on. */
export const yamlIndentation: Extension = indentService.of((context, position) =>
  context.simulatedBreak === position ? indentationAfter(context.lineAt(position, -1).text) : undefined,
);
