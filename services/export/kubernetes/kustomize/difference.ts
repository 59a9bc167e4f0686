/** One operation of a JSON patch (RFC 6902). */
export type Operation = { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown } | { readonly op: 'remove'; readonly path: string };

/** What turns one JSON value into another. Lists of different length are replaced whole. */
export function differencesOf(from: unknown, to: unknown, path = ''): readonly Operation[] {
  if (isSame(from, to)) return [];
  if (isObject(from) && isObject(to)) {
    return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key): readonly Operation[] => {
      const inner = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (to[key] === undefined) return from[key] === undefined ? [] : [{ op: 'remove', path: inner }];
      return from[key] === undefined ? [{ op: 'add', path: inner, value: to[key] }] : differencesOf(from[key], to[key], inner);
    });
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) return from.flatMap((each: unknown, index) => differencesOf(each, to[index], `${path}/${index}`));
  return JSON.stringify(from) === JSON.stringify(to) ? [] : [{ op: 'replace', path, value: to }];
}

/** Most of two environments is the same, and then no path of it is ever written. */
function isSame(from: unknown, to: unknown): boolean {
  if (from === to) return true;
  if (Array.isArray(from)) return Array.isArray(to) && from.length === to.length && from.every((each, index) => isSame(each, to[index]));
  if (!isObject(from) || !isObject(to)) return false;
  for (const key in from) if (!isSame(from[key], to[key])) return false;
  for (const key in to) if (from[key] === undefined && to[key] !== undefined) return false;
  return true;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
