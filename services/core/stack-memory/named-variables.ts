import type { Environment } from '../topology.ts';

/** Asked for although no text names them: a mount that begins with `~`. */
const always: ReadonlySet<string> = new Set(['HOME', 'USERPROFILE']);
/** A quoted YAML text may spell a name in escapes. */
const escapes = /\\[xuU]/;
const wordCharacter = /[A-Za-z0-9_]/;

/** The variables of the environment that a stack may depend on: those whose names stand in its texts. Sorted. */
export function namedVariables(environment: Environment, texts: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const isNamed = isNamedIn(texts);
  return Object.entries(environment)
    .flatMap(([name, value]) => (value !== undefined && isNamed(name) ? [[name, value] as const] : []))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}

/** Whether a stack of these texts may depend on a variable. */
export function isNamedIn(texts: readonly string[]): (name: string) => boolean {
  const everything = texts.some((text) => escapes.test(text));
  return (name) => everything || always.has(name) || texts.some((text) => names(text, name));
}

/** As a whole word. A search per variable costs less than a list of all words. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!wordCharacter.test(text.charAt(at - 1)) && !wordCharacter.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
