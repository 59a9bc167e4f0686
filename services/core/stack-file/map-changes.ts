import { columnOf, endOf, inlineValue, isEntry, isFlow, pairOf, refuseShared, startOf, type Map, type Sequence, type TextChange, type YamlText } from './yaml-text.ts';

/** After the line on which an offset stands, its line break included. */
export function afterLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

const before = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;

/** A line of its own after the line of an offset, also where the file ends without a line break. */
export function insertLine({ text, lineBreak }: YamlText, offset: number, lines: string): TextChange {
  const at = afterLine(text, offset);
  const isOpen = at === text.length && !text.endsWith('\n') && text !== '';
  return { from: at, to: at, text: isOpen ? `${lineBreak}${lines}` : `${lines}${lineBreak}` };
}

/** The last character that belongs to a mapping's or sequence's items. */
function lastOf(node: Map | Sequence): number {
  const last = node.items.at(-1);
  const value = isEntry(last) ? (last.value ?? last.key) : last;
  return Math.max(endOf(value) - 1, startOf(node));
}

/** Before the bracket that closes it: `{ a: 1 }` → `{ a: 1, b: 2 }`, `{}` → `{ b: 2 }`. */
function insertInFlow({ text }: YamlText, node: Map | Sequence, item: string): TextChange {
  const close = endOf(node) - 1;
  if (node.items.length === 0) return { from: startOf(node) + 1, to: close, text: ` ${item} ` };
  let end = close;
  while (end > 0 && /\s/.test(text[end - 1] ?? '')) end -= 1;
  const hasComma = text[end - 1] === ',';
  return { from: end, to: end, text: `${hasComma ? ' ' : ', '}${item}` };
}

/** Sets a key to a value on one line; a new key comes last. */
export function setKey(source: YamlText, map: Map, { key, value }: { readonly key: string; readonly value: unknown }): TextChange {
  const { text } = source;
  const pair = pairOf(map, key);
  if (pair?.value !== undefined && pair.value !== null) {
    refuseShared(source, pair.value);
    const [from, to] = [startOf(pair.value), endOf(pair.value)];
    // `key:` without a value has one of no length right behind the colon.
    return { from, to, text: from === to && text[from - 1] === ':' ? ` ${inlineValue(value)}` : inlineValue(value) };
  }
  const item = `${inlineValue(key)}: ${inlineValue(value)}`;
  if (isFlow(map)) return insertInFlow(source, map, item);
  return insertLine(source, lastOf(map), `${' '.repeat(columnOf(text, startOf(map)))}${item}`);
}

/** Takes a key and its value out; lines of a block with the comments right above them stay where they explain something else. */
export function removeKey({ text }: YamlText, map: Map, key: string): TextChange | undefined {
  const index = map.items.findIndex((pair) => String((pair.key as { value?: unknown }).value) === key);
  const pair = map.items[index];
  if (pair === undefined) return undefined;
  const end = Math.max(endOf(pair.value ?? pair.key), endOf(pair.key));
  if (!isFlow(map)) return { from: before(text, startOf(pair.key)), to: afterLine(text, Math.max(end - 1, startOf(pair.key))), text: '' };
  const next = map.items[index + 1];
  if (next !== undefined) return { from: startOf(pair.key), to: startOf(next.key), text: '' };
  const previous = map.items[index - 1];
  return { from: previous === undefined ? startOf(pair.key) : endOf(previous.value ?? previous.key), to: end, text: '' };
}

/** Adds an item to a list. */
export function addItem(source: YamlText, list: Sequence, item: string): TextChange {
  if (isFlow(list)) return insertInFlow(source, list, inlineValue(item));
  return insertLine(source, lastOf(list), `${' '.repeat(columnOf(source.text, startOf(list)))}- ${inlineValue(item)}`);
}

export { insertInFlow };
