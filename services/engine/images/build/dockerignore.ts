/** Tells whether a path of the context (relative, with `/`) is left out. */
export type Ignore = (path: string) => boolean;

interface Rule {
  readonly expression: RegExp;
  readonly keep: boolean;
}

/**
 * `.dockerignore` as Docker reads it, which is not as git reads `.gitignore`: patterns are anchored at the context, the last
 * match wins, and `!` brings back files below a folder that is left out.
 */
export function parseDockerignore(text: string): Ignore {
  const rules = text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .flatMap(parseRule);
  return (path) => {
    let ignored = false;
    for (const { expression, keep } of rules) if (ignored === keep && expression.test(path)) ignored = !keep;
    return ignored;
  };
}

/** Whether anything at all is brought back: then folders that are left out must be walked as well. */
export function bringsBack(text: string): boolean {
  return /^\s*!/mu.test(text);
}

function parseRule(line: string): readonly Rule[] {
  if (line.startsWith('#')) return [];
  const trimmed = line.trim();
  const keep = trimmed.startsWith('!');
  const pattern = cleanPath((keep ? trimmed.slice(1) : trimmed).trim());
  if (pattern === '' || pattern === '.') return [];
  // A match of a folder counts for everything below it.
  return [{ keep, expression: new RegExp(`^${translate(pattern)}(?:/.*)?$`, 'su') }];
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

function escaped(character: string): string {
  return character.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}
