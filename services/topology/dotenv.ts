import { interpolate, type Environment } from './interpolate.ts';

export interface DotenvFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly hint: string;
}

const assignment = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.-]*)\s*[=:]\s*(.*)$/;

/** A `.env` file as Compose reads it: comments, `export`, quotes, values over several lines in double or single quotes. */
export function parseDotenv(text: string, environment: Environment = {}): { readonly values: Readonly<Record<string, string>>; readonly faults: readonly DotenvFault[] } {
  const values = new Map<string, string>();
  const known: Record<string, string | undefined> = { ...environment };
  const faults: DotenvFault[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (/^\s*(#|$)/.test(line)) continue;
    const match = assignment.exec(line);
    const fault = (message: string, hint: string): void => void faults.push({ line: index + 1, column: 1, message, hint });
    if (match?.[1] === undefined || match[1] === '__proto__') {
      fault('This line is no assignment.', 'Write NAME=value, or start the line with #.');
      continue;
    }
    const quote = /^["']/.exec(match[2] ?? '')?.[0];
    let raw = match[2] ?? '';
    if (quote !== undefined) {
      const start = index;
      while (closingQuote(raw, quote) === -1 && index + 1 < lines.length && index - start < 1000) raw += `\n${lines[(index += 1)] ?? ''}`;
      const end = closingQuote(raw, quote);
      if (end === -1) {
        faults.push({ line: start + 1, column: 1, message: `The value of ${match[1]} lacks its closing quote.`, hint: `Close it with ${quote}.` });
        break;
      }
      raw = raw.slice(1, end);
    } else {
      raw = raw.replace(/(^|\s)#.*$/, '').trim();
    }
    const unescaped = quote === '"' ? raw.replaceAll(/\\([nrt"\\$])/g, (_, letter: string) => escapes[letter] ?? letter) : raw;
    const value = quote === "'" ? { text: raw } : interpolate(unescaped, known);
    if ('message' in value) fault(value.message, value.hint);
    else {
      values.set(match[1], value.text);
      // The shell's own variables win over the file's, as in Compose.
      if (!Object.hasOwn(environment, match[1])) known[match[1]] = value.text;
    }
  }
  return { values: Object.fromEntries(values), faults };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\', $: '$$' };

function closingQuote(text: string, quote: string): number {
  for (let index = 1; index < text.length; index += 1) {
    if (text[index] === '\\' && quote === '"') index += 1;
    else if (text[index] === quote) return index;
  }
  return -1;
}
