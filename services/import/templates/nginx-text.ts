/** One statement of a configuration of nginx. */
export interface Directive {
  readonly name: string;
  readonly words: readonly string[];
  /** Of a block; undefined for a plain statement. */
  readonly body: readonly Directive[] | undefined;
}

const token = /\s+|#[^\n]*|[{};]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|(?:[^\s{};"'#\\$]|\\.|\$\{?\w*\}?)+/y;
const depthAtMost = 10;

/** Undefined where the text is none. Quotes are taken off; variables stay. */
export function parseNginx(text: string): readonly Directive[] | undefined {
  const open: { words: string[]; body: Directive[] }[] = [{ words: [], body: [] }];
  let words: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const found = token.exec(text)?.[0];
    if (found === undefined || open.length > depthAtMost) return undefined;
    const [name = '', ...rest] = words;
    if (found === ';') {
      if (words.length === 0) return undefined;
      open.at(-1)?.body.push({ name, words: rest, body: undefined });
      words = [];
    } else if (found === '{') {
      open.push({ words, body: [] });
      words = [];
    } else if (found === '}') {
      const block = open.pop();
      if (block === undefined || open.length === 0 || words.length > 0) return undefined;
      open.at(-1)?.body.push({ name: block.words[0] ?? '', words: block.words.slice(1), body: block.body });
    } else if (!/^(\s|#)/.test(found)) {
      words.push(/^["']/.test(found) ? found.slice(1, -1) : found);
    }
  }
  return open.length === 1 && words.length === 0 ? open[0]?.body : undefined;
}
