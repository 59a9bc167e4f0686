import { isAlias, isMap, isPair, isScalar, isSeq, parseDocument, stringify, type Document, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { StackyardError } from '../../contract/errors.ts';

/** A text of YAML that is changed in single places: everything else stays as the user wrote it. */
export interface YamlText {
  readonly text: string;
  readonly document: Document.Parsed;
  readonly lineBreak: string;
}

/** Put `text` in the place of what stands from `from` to before `to`. */
export interface TextChange {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export type Path = readonly string[];
export type Map = YAMLMap.Parsed;
export type Sequence = YAMLSeq.Parsed;

/** @throws StackyardError INVALID_STACK for a text that is no YAML. */
export function parseText(text: string): YamlText {
  const document = parseDocument(text, { keepSourceTokens: true, merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw new StackyardError('INVALID_STACK', error.message.split('\n')[0] ?? 'The file is not YAML.', { hint: 'Mend the file first; an edit needs one that can be read.' });
  return { text, document, lineBreak: text.includes('\r\n') ? '\r\n' : '\n' };
}

export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = text;
  for (const { from, to, text: put } of changes.toSorted((one, other) => other.from - one.from)) result = result.slice(0, from) + put + result.slice(to);
  return result;
}

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Refuses a place that an anchor, an alias or a merge key makes part of others as well. */
export function refusePlace({ text }: YamlText, offset: number, why: string): never {
  throw new StackyardError('UNSUPPORTED', `Line ${lineOf(text, offset)} ${why}, so it is not changed from here.`, { hint: 'Change it in the editor, where you see what else it touches.' });
}

export function pairOf(map: Map, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

const rangeOf = (node: unknown): readonly [number, number, number] => (typeof node === 'object' && node !== null && 'range' in node ? (node.range as [number, number, number]) : [0, 0, 0]);
export const startOf = (node: unknown): number => rangeOf(node)[0];
/** After the value itself, before comments and blanks. */
export const endOf = (node: unknown): number => rangeOf(node)[1];

/** The mapping at a path below the root; undefined where nothing is there yet. */
export function mapAt(source: YamlText, path: Path): Map | undefined {
  let node: unknown = source.document.contents;
  for (const [index, key] of path.entries()) {
    const map = asMap(source, node);
    if (map === undefined) return undefined;
    node = pairOf(map, key)?.value;
    if (node === undefined || node === null) return undefined;
    if (index === path.length - 1 && isScalar(node) && node.value === null) return undefined;
  }
  return asMap(source, node);
}

function asMap(source: YamlText, node: unknown): Map | undefined {
  if (node === undefined || node === null) return undefined;
  refuseShared(source, node);
  if (isMap(node)) {
    if (node.items.some((pair) => isScalar(pair.key) && pair.key.source === '<<')) refusePlace(source, startOf(node), 'takes keys from elsewhere (<<)');
    return node as Map;
  }
  return refusePlace(source, startOf(node), 'holds no mapping');
}

/** Refuses an alias, and a value with an anchor, which others may repeat. */
export function refuseShared(source: YamlText, node: unknown): void {
  if (isAlias(node)) refusePlace(source, startOf(node), 'repeats what is written elsewhere (an alias)');
  if (typeof node === 'object' && node !== null && 'anchor' in node && typeof node.anchor === 'string') refusePlace(source, startOf(node), 'has an anchor that others may use');
}

export const isFlow = (node: Map | Sequence): boolean => node.flow === true;
export const isSequence = (node: unknown): node is Sequence => isSeq(node);
export const isEntry = (item: unknown): item is Pair => isPair(item);

/** A value on one line, quoted as it must be anywhere. */
export function inlineValue(value: unknown): string {
  const text = stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: true, defaultStringType: 'PLAIN' }).trim();
  return text.slice(1, -1).trim();
}

/** Spaces before the column of an offset. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
