import { Document, isMap, isScalar, isSeq, parseDocument, visit, type Pair } from 'yaml';

export interface PrintedService {
  readonly name: string;
  readonly words: Readonly<Record<string, unknown>>;
  /** Lines above its name. */
  readonly comments: readonly string[];
  /** Those above its keys, and above the names of its variables. */
  readonly keyComments: ReadonlyMap<string, readonly string[]>;
  readonly variableComments: ReadonlyMap<string, readonly string[]>;
}

export interface PrintedStack {
  readonly name: string;
  /** Lines above everything. */
  readonly comments: readonly string[];
  readonly services: readonly PrintedService[];
}

/** Text that readers of older YAML take for booleans or numbers. */
const isMisread = /^(y|n|yes|no|on|off|[-+]?\d[\d_]*(:[0-5]?\d)+|0\d+)$/i;
const widthAtMost = 100;

/** stackyard.yaml: a service after the other with a blank line between them, short lists and maps on one line. */
export function printStack({ name, comments, services }: PrintedStack): string {
  const document = new Document({ name, services: Object.fromEntries(services.map((service) => [service.name, service.words])) });
  if (comments.length > 0) document.commentBefore = comments.join('\n');
  const list = document.get('services');
  if (isMap(list)) {
    for (const [index, pair] of list.items.entries()) {
      const { key, value } = pair;
      if (!isScalar(key)) continue;
      const comments = services[index]?.comments ?? [];
      if (index > 0) key.spaceBefore = true;
      if (comments.length > 0) key.commentBefore = comments.join('\n');
      const service = services[index];
      if (!isMap(value) || service === undefined) continue;
      compact(value.items);
      comment(value.items, service.keyComments);
      const environment = value.get('environment');
      if (isMap(environment)) comment(environment.items, service.variableComments);
    }
  }
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && isMisread.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  return tightLists(document.toString({ lineWidth: 0, flowCollectionPadding: true, indentSeq: true, nullStr: '' }));
}

/** One line for what a person would write so: `uses: [api, cache]`, `publish: { http: 8080 }`. */
function compact(pairs: readonly Pair[]): void {
  for (const { key, value } of pairs) {
    if (!isScalar(key) || !(isMap(value) || isSeq(value)) || key.value === 'environment') continue;
    if (isShort(value)) value.flow = true;
    else if (isSeq(value)) for (const item of value.items) if ((isMap(item) || isSeq(item)) && isShort(item)) item.flow = true;
  }
}

function comment(pairs: readonly Pair[], comments: ReadonlyMap<string, readonly string[]>): void {
  for (const { key } of pairs) {
    const lines = isScalar(key) ? comments.get(String(key.value)) : undefined;
    if (isScalar(key) && lines !== undefined) key.commentBefore = lines.join('\n');
  }
}

/** `[ a, b ]` → `[a, b]`: the printer pads lists as it pads maps. */
function tightLists(text: string): string {
  const blanks: number[] = [];
  visit(parseDocument(text, { logLevel: 'silent' }), {
    Seq(_, { flow, range, items }) {
      if (flow !== true || !Array.isArray(range) || items.length === 0) return;
      for (const place of [range[0] + 1, range[1] - 2]) if (text[place] === ' ') blanks.push(place);
    },
  });
  return blanks.toSorted((a, b) => b - a).reduce((result, place) => result.slice(0, place) + result.slice(place + 1), text);
}

function isShort(node: unknown): boolean {
  let length = 0;
  let isPlain = true;
  visit(node as never, {
    Scalar(_, { value }) {
      length += String(value).length + 2;
      if (typeof value === 'string' && value.includes('\n')) isPlain = false;
    },
  });
  return isPlain && length < widthAtMost;
}
