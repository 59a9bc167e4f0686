import { parseDocument } from 'yaml';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Interpolated {
  readonly text: string;
  /** A variable was replaced. */
  readonly changed: boolean;
}

/** What is wrong with a `${VAR}`; `offset` counts in the text. */
export interface InterpolationFault {
  readonly message: string;
  readonly hint: string;
}

const depthAtMost = 10;
const bracePattern = /^\{([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?+])([\s\S]*))?\}$/;

/**
 * The Compose spec's `$VAR`, `${VAR}`, `${VAR:-default}`, `${VAR:?error}`, `${VAR:+other}` and `$$`. Stackyard's own
 * `${{ … }}` stays as it is. A variable that is not set and has no default is a fault, never silently empty.
 */
export function interpolate(text: string, environment: Environment, depth = 0): Interpolated | InterpolationFault {
  if (!text.includes('$')) return { text, changed: false };
  let result = '';
  let changed = false;
  let index = 0;
  while (index < text.length) {
    const dollar = text.indexOf('$', index);
    if (dollar === -1) break;
    result += text.slice(index, dollar);
    const next = text[dollar + 1];
    if (next === '$') {
      result += '$';
      index = dollar + 2;
    } else if (text.startsWith('${{', dollar)) {
      const end = text.indexOf('}}', dollar);
      const stop = end === -1 ? text.length : end + 2;
      result += text.slice(dollar, stop);
      index = stop;
    } else if (next === '{' || (next !== undefined && /[A-Za-z_]/.test(next))) {
      const end = next === '{' ? closingBrace(text, dollar + 1) : endOfName(text, dollar + 1);
      const expression = text.slice(dollar + 1, end);
      const value = end === undefined ? unclosed(text.slice(dollar)) : expand(next === '{' ? expression : `{${expression}}`, environment, depth);
      if ('message' in value) return value;
      result += value.text;
      changed = true;
      index = end ?? text.length;
    } else {
      result += '$';
      index = dollar + 1;
    }
  }
  return { text: result + text.slice(index), changed };
}

function expand(braced: string, environment: Environment, depth: number): Interpolated | InterpolationFault {
  const match = bracePattern.exec(braced);
  if (match?.[1] === undefined) return { message: `"$${braced.slice(0, 40)}" is no variable.`, hint: 'Write ${NAME} or ${NAME:-default}; a plain dollar sign is $$.' };
  if (depth >= depthAtMost) return { message: 'Variables are nested more than 10 levels deep.', hint: 'Use fewer defaults within defaults.' };
  const [, name, operator, rest = ''] = match;
  const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
  const isSet = value !== undefined && (operator?.startsWith(':') !== true || value !== '');
  switch (operator?.at(-1) ?? '') {
    case '-':
      return isSet ? { text: value, changed: true } : interpolate(rest, environment, depth + 1);
    case '+':
      return isSet ? interpolate(rest, environment, depth + 1) : { text: '', changed: true };
    case '?':
      return isSet ? { text: value, changed: true } : { message: `The variable ${name} is not set${rest === '' ? '' : `: ${rest.slice(0, 200)}`}.`, hint: setHint(name) };
    default:
      return isSet ? { text: value, changed: true } : { message: `The variable ${name} is not set.`, hint: `${setHint(name)} Or write \${${name}:-default}, or $$${name} where the service itself fills it in.` };
  }
}

function setHint(name: string): string {
  return `Set ${name} in the environment or in the .env file beside stackyard.yaml.`;
}

function unclosed(text: string): InterpolationFault {
  return { message: `"${text.slice(0, 40)}" lacks its closing brace.`, hint: 'Write ${NAME}; a plain dollar sign is $$.' };
}

function endOfName(text: string, start: number): number {
  let end = start;
  while (end < text.length && /[A-Za-z0-9_]/.test(text[end] ?? '')) end += 1;
  return end;
}

function closingBrace(text: string, start: number): number | undefined {
  let depth = 0;
  for (let index = start; index < text.length; index += 1) {
    if (text[index] === '{') depth += 1;
    if (text[index] === '}') depth -= 1;
    if (depth === 0) return index + 1;
  }
  return undefined;
}

/** What a plain scalar means after its variables were replaced: `${N}` may become a number. */
export function scalarOf(text: string): string | number | boolean | null {
  if (!/^([-+.\d][\d.xoeE+a-fA-F-]*|true|false|True|False|TRUE|FALSE)$/.test(text) || text.length > 40) return text;
  const value: unknown = parseDocument(text, { logLevel: 'silent' }).toJS();
  return typeof value === 'number' || typeof value === 'boolean' ? value : text;
}
