import { isMap, isPair, isScalar, parseDocument, visit, type Document, type Node, type Pair } from 'yaml';

/** Where the cursor stands in a stack file, however unfinished the file is. */
export interface YamlPosition {
  /** Keys and indexes down to what is typed; for `role: 'key'` the path of the map that gets the key. */
  readonly path: readonly (string | number)[];
  readonly role: 'key' | 'value';
  /** Begin of the typed word; completions replace from here to `to`. */
  readonly from: number;
  readonly to: number;
  readonly word: string;
  /** Keys that the map already has, for `role: 'key'`. */
  readonly siblings: readonly string[];
  /** The whole file as data, the typed word left out. */
  readonly data: unknown;
  /** The key is written without its colon, or a list item may become a map. */
  readonly needsColon: boolean;
}

/** No stack file holds this word: it marks the cursor while the text is parsed. */
const marker = 'stackyard\u2038cursor';
const wordBefore = /[\w./${}-]*$/;
const wordAfter = /^[\w./${}-]*/;

export function positionAt(text: string, offset: number): YamlPosition | undefined {
  const before = text.slice(0, offset);
  const from = offset - (wordBefore.exec(before)?.[0].length ?? 0);
  const to = offset + (wordAfter.exec(text.slice(offset))?.[0].length ?? 0);
  const line = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const rest = text.slice(to, text.indexOf('\n', to) < 0 ? undefined : text.indexOf('\n', to));
  if (/(^|\s)#/.test(line)) return undefined;
  // A word alone on its line is a key that has no colon yet; without one YAML would take it for more of the text above.
  const startsKey = /^\s*$/.test(line) && /^\s*$/.test(rest);
  const document = parseDocument(`${text.slice(0, from)}${marker}${startsKey ? ':' : ''}${text.slice(to)}`, { strict: false, uniqueKeys: false, logLevel: 'silent' });
  const found = find(document);
  if (found === undefined) return undefined;
  const { ancestors, isKey, siblings } = found;
  return { path: pathOf(ancestors), role: isKey ? 'key' : 'value', from, to, word: text.slice(from, offset), siblings, data: dataOf(document), needsColon: isKey ? !/^\s*:/.test(rest) : true };
}

interface Found {
  readonly ancestors: readonly (Document | Node | Pair)[];
  readonly isKey: boolean;
  readonly siblings: readonly string[];
}

const isMarked = (value: unknown): boolean => typeof value === 'string' && value.includes(marker);

function find(document: Document): Found | undefined {
  let found: Found | undefined;
  visit(document, {
    Scalar(key, node, ancestors) {
      if (!isMarked(node.value)) return undefined;
      const parent = ancestors.at(-1);
      const isKey = key === 'key' && isPair(parent);
      const map = isKey ? ancestors.at(-2) : undefined;
      const siblings = isMap(map) ? map.items.flatMap((pair) => (isScalar(pair.key) && !isMarked(pair.key.value) ? [String(pair.key.value)] : [])) : [];
      found = { ancestors: isKey ? ancestors.slice(0, -1) : [...ancestors, node], isKey, siblings };
      return visit.BREAK;
    },
  });
  return found;
}

function pathOf(ancestors: readonly (Document | Node | Pair)[]): readonly (string | number)[] {
  return ancestors.flatMap((each, index): readonly (string | number)[] => {
    if (isPair(each)) return isScalar(each.key) ? [String(each.key.value)] : [];
    const parent = ancestors[index - 1];
    const items = parent !== undefined && 'items' in parent && !isMap(parent) ? (parent.items as readonly unknown[]) : undefined;
    return items === undefined ? [] : [items.indexOf(each)];
  });
}

/** Undefined where the rest of the file has mistakes that leave no data, an alias without its anchor for example. */
function dataOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch {
    return undefined;
  }
}
