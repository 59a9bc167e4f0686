/** One line of an exposition. */
export interface MetricLine {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const name = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const label = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*,?/y;
const end = /\s*\}/y;
const escapes: Readonly<Record<string, string>> = { 'n': '\n', '"': '"', '\\': '\\' };

/**
 * Lines of the Prometheus text format 0.0.4; comments are left out, and so is each line that is not of the format, such as the last one
 * of a text that was cut. Pure.
 */
export function* metricLines(text: string): Generator<MetricLine, void> {
  for (const each of text.split('\n')) {
    const found = each.startsWith('#') ? undefined : readLine(each.trimEnd());
    if (found !== undefined) yield found;
  }
}

function readLine(text: string): MetricLine | undefined {
  const found = take(name, text, 0);
  if (found === undefined) return undefined;
  const labels: Record<string, string> = Object.create(null) as Record<string, string>;
  let at = found[0].length;
  if (text[at] === '{') {
    at += 1;
    for (let pair = take(label, text, at); pair !== undefined; pair = take(label, text, at)) {
      const [whole, key = '', value = ''] = pair;
      labels[key] = value.replaceAll(/\\(.)/g, (sequence, letter: string) => escapes[letter] ?? sequence);
      at += whole.length;
    }
    const closing = take(end, text, at);
    if (closing === undefined) return undefined;
    at += closing[0].length;
  }
  const [value = '', , ...more] = text.slice(at).trim().split(/\s+/);
  // `+Inf` and `NaN` are values of the format, and figures of nobody.
  return more.length > 0 || !/^[+-]?\d/.test(value) || !Number.isFinite(Number(value)) ? undefined : { name: found[0], labels, value: Number(value) };
}

/** Where the expression matches exactly there. */
function take(expression: RegExp, text: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(text) ?? undefined;
}
