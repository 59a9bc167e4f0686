import { LineCounter, parseAllDocuments, YAMLMap, YAMLSeq, type Document, type Tags } from 'yaml';
import type { SourcePosition } from '../contract/errors.ts';
import { buildTree } from './build-tree.ts';
import type { Problems } from './problems.ts';
import { depthAtMost, findHostileShape } from './hostile-yaml.ts';
import { scalarOf } from './interpolate.ts';
import type { YamlFile } from './yaml-tree.ts';

export interface YamlText {
  readonly file: string;
  readonly text: string;
  /** What such a file needs at least. */
  readonly needs?: string;
  /** Local tags that may stand before a value, such as `!reset`; the trees carry them. Any other is a mistake. */
  readonly tags?: readonly string[];
}

/** Undefined where the text is no usable YAML; the reasons are then in `problems`. Never throws. */
export function parseYaml({ file, text, needs, tags = [] }: YamlText, problems: Problems): YamlFile | undefined {
  const hostile = findHostileShape(text);
  if (hostile !== undefined) {
    problems.report({ message: hostile.message, hint: hostile.hint, at: { file, ...positionIn(text, hostile.offset) } });
    return undefined;
  }
  const lines = new LineCounter();
  // uniqueKeys compares every key with every other one: quadratic, so buildTree checks them itself.
  const documents = parseAllDocuments(text, { uniqueKeys: false, prettyErrors: false, lineCounter: lines, logLevel: 'silent', customTags: tags.flatMap(localTag) });
  const position = (offset: number): SourcePosition => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const [first, second] = Array.isArray(documents) ? documents : [];
  if (first === undefined) {
    problems.report({ message: 'The file is empty.', hint: needs, at: { file, line: 1, column: 1 } });
    return undefined;
  }
  if (reportSyntax(first, position, problems)) return undefined;
  if (second !== undefined) {
    const at = position(second.range[0]);
    problems.report({ message: 'The file holds more than one YAML document.', hint: 'Keep one, and remove the `---` line.', at });
    return undefined;
  }
  const root = buildTree(first, { problems, position });
  return root === undefined ? undefined : { file, root, position };
}

/** A tag that leaves its value as it would be without it. */
function localTag(tag: string): Tags {
  return [
    { tag, resolve: (text: string) => scalarOf(text) },
    { tag, collection: 'map', nodeClass: YAMLMap },
    { tag, collection: 'seq', nodeClass: YAMLSeq },
  ];
}

const syntaxHints: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'Indent with spaces; YAML allows no tabs there.',
  BAD_INDENT: 'Give all keys of one map the same indentation.',
  MISSING_CHAR: 'Close the bracket, brace or quote, or add the missing colon.',
  MULTILINE_IMPLICIT_KEY: 'Write `key: value`, with a space after the colon.',
  BLOCK_AS_IMPLICIT_KEY: 'Put nested keys on their own lines, or use { braces }.',
  UNRESOLVED_TAG: 'Remove the tag; plain text, numbers, lists and maps are enough.',
  TAG_RESOLVE_FAILED: 'Remove the tag; plain text, numbers, lists and maps are enough.',
};

function reportSyntax(document: Document.Parsed, position: (offset: number) => SourcePosition, problems: Problems): boolean {
  const faults = [...document.errors, ...document.warnings].slice(0, 20);
  for (const fault of faults) {
    problems.report({ ...explain(fault.code, fault.message), at: position(fault.pos[0]) });
  }
  return faults.length > 0;
}

function explain(code: string, message: string): { readonly message: string; readonly hint: string | undefined } {
  if (code === 'TAB_AS_INDENT') return { message: 'A tab is used for indentation.', hint: syntaxHints[code] };
  // The composer runs out of stack and says so as an error of the document.
  if (message.includes('call stack')) return { message: `The file is nested more than ${depthAtMost} levels deep.`, hint: 'A stack needs about 6 levels.' };
  return { message: `This is not valid YAML: ${firstLine(message)}.`, hint: syntaxHints[code] };
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n', 1);
  return line.replace(/[.:]$/, '').slice(0, 200);
}

function positionIn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: offset - lastBreak };
}
