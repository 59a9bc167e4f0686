/** Words and shapes that some YAML reader takes for something else than text: booleans, null, numbers in any base, times, merge keys. */
const danger = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf|~|=|<<|[-+]?[.\d].*|0[xob].*|[-+]?\.(?:inf|nan)|e[-+]?\d[\d_]*)$/i;
/** Amounts and times such as `250m`, `8Gi` or `30s`, and paths that start with dots. */
const amount = /^\d+(?:m|s|h|Ki|Mi|Gi|Ti)$|^\.\.?\/[\w./-]+$/;
const plain = /^[A-Za-z/_](?:[\w ./@+*%,;=~^-]|:(?=[\w/.-]))*$/;
const blockable = /^(?![ \n])(?:[^\p{Cc}\p{Cf}\u2028\u2029\uFEFF]|\n|(?<=[^\n])\t)*$/u;

/**
 * A document of Kubernetes' YAML: two spaces, block style, text quoted wherever any reader could take it for something else, no
 * anchors, undefined keys left out. The same value gives the same bytes. Ends with a newline.
 */
export function printYaml(value: unknown): string {
  return `${node(value, 0).replace(/^[ \n]/, '')}\n`;
}

/** Several documents in one file. */
export function printDocuments(values: readonly unknown[]): string {
  return values.map(printYaml).join('---\n');
}

/** Text that follows a key's colon or a list's dash: ` scalar`, or a newline and the lines of a collection. */
function node(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? ' []' : `\n${value.map((each: unknown) => `${'  '.repeat(depth)}-${item(each, depth)}`).join('\n')}`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, each]) => each !== undefined);
    return entries.length === 0 ? ' {}' : `\n${entries.map(([key, each]) => `${'  '.repeat(depth)}${scalarText(key)}:${node(each, depth + (Array.isArray(each) ? 0 : 1))}`).join('\n')}`;
  }
  return typeof value === 'string' ? ` ${text(value, depth)}` : ` ${String(value)}`;
}

/** A collection in a list begins on the line of its dash. */
function item(value: unknown, depth: number): string {
  return node(value, depth + 1).replace(/^\n */, ' ');
}

function text(value: string, depth: number): string {
  return value.includes('\n') && value.trim() !== '' && blockable.test(value) && !/[ \t]\n|[ \t]$/.test(value) ? block(value, depth) : scalarText(value);
}

function block(value: string, depth: number): string {
  const body = value.replace(/\n+$/, '');
  const trailing = value.length - body.length;
  const indent = '  '.repeat(Math.max(depth, 1));
  const lines = body.split('\n').map((line) => (line === '' ? '' : indent + line));
  const more = trailing > 1 ? Array<string>(trailing - 1).fill('') : [];
  return [trailing === 0 ? '|-' : trailing === 1 ? '|' : '|+', ...lines, ...more].join('\n');
}

function scalarText(value: string): string {
  const isPlain = amount.test(value) || (plain.test(value) && !danger.test(value) && !value.endsWith(' ') && value.length < 500);
  // JSON's escapes are YAML's too; the rest of what a reader may not see as it is gets one.
  return isPlain ? value : JSON.stringify(value).replaceAll(/[\u007F-\u009F\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFFE\uFFFF]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
