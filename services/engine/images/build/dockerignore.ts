/** What a `.dockerignore` says about paths of the context (relative, with `/`). */
export interface Dockerignore {
  leavesOut(path: string): boolean;
  /** Whether something below a folder that is left out may be brought back: else it need not be walked. */
  mayBringBackBelow(folder: string): boolean;
}

interface Rule {
  readonly pattern: string;
  readonly expression: RegExp;
  readonly keep: boolean;
}

/**
 * `.dockerignore` as Docker reads it, which is not as git reads `.gitignore`: patterns are anchored at the context, the last
 * match wins, and `!` brings back files below a folder that is left out.
 */
export function parseDockerignore(text: string): Dockerignore {
  const rules = text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .flatMap(parseRule);
  const lastMatch = (path: string): number => rules.findLastIndex(({ expression }) => expression.test(path));
  return {
    leavesOut: (path) => rules[lastMatch(path)]?.keep === false,
    // The rule that left the folder out matches all below it, so only later rules count.
    mayBringBackBelow: (folder) => rules.slice(lastMatch(folder) + 1).some(({ keep, pattern }) => keep && reachesBelow(pattern, folder)),
  };
}

function reachesBelow(pattern: string, folder: string): boolean {
  const parts = pattern.split('/');
  const folders = folder.split('/');
  const wild = parts.findIndex((part) => part.includes('**'));
  const compared = wild === -1 ? folders : folders.slice(0, wild);
  return (wild !== -1 || parts.length > folders.length) && compared.every((name, index) => expressionFor(translate(parts[index] ?? ''))?.test(name) !== false);
}

function parseRule(line: string): readonly Rule[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  const keep = trimmed.startsWith('!');
  const pattern = cleanPath((keep ? trimmed.slice(1) : trimmed).trim());
  if (pattern === '' || pattern === '.') return [];
  // A match of a folder counts for everything below it.
  return [{ keep, pattern, expression: expressionFor(translate(pattern)) ?? expressionFor(escaped(pattern)) ?? /^(?!)/u }];
}

/** A range that runs backwards (`[z-a]`) is no expression: such a pattern is taken word for word. */
function expressionFor(source: string): RegExp | undefined {
  try {
    return new RegExp(`^${source}(?:/.*)?$`, 'su');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function cleanPath(pattern: string): string {
  const parts: string[] = [];
  for (const part of pattern.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Go's filepath.Match, and `**` for any number of folders. */
function translate(pattern: string): string {
  let expression = '';
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const bracket = /^\[\^?(?:\\.|[^\]\\])+\]/u.exec(rest);
    if (rest.startsWith('**/')) {
      expression += '(?:.*/)?';
      at += 2;
    } else if (rest.startsWith('**')) {
      expression += '.*';
      at += 1;
    } else if (rest.startsWith('*')) expression += '[^/]*';
    else if (rest.startsWith('?')) expression += '[^/]';
    else if (bracket !== null) {
      expression += characterClass(bracket[0]);
      at += bracket[0].length - 1;
    } else if (rest.startsWith('\\') && rest.length > 1) {
      expression += escaped(rest.charAt(1));
      at += 1;
    } else expression += escaped(rest.charAt(0));
  }
  return expression;
}

function characterClass(text: string): string {
  const negated = text.startsWith('[^');
  const body = text.slice(negated ? 2 : 1, -1);
  const safe = body.replaceAll(/\\(.)|[^-]/gsu, (match, quoted: string | undefined) => (quoted ?? match).replace(/[\\\][^-]/u, '\\$&'));
  return `[${negated ? '^/' : ''}${safe}]`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
