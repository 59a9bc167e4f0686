import type { Environment } from '../topology.ts';

/** Asked for although no text names them: a mount that begins with `~`. */
const always: ReadonlySet<string> = new Set(['HOME', 'USERPROFILE']);
const word = /[A-Za-z_][A-Za-z0-9_]*/g;
/** A quoted YAML text may spell a name in escapes. */
const escapes = /\\[xuU]/;

/** The variables of the environment that a stack may depend on: those whose names stand in its texts. Sorted. */
export function namedVariables(environment: Environment, texts: readonly string[]): readonly (readonly [name: string, value: string])[] {
  const words = new Set(texts.flatMap((text) => text.match(word) ?? []));
  const everything = texts.some((text) => escapes.test(text));
  return Object.entries(environment)
    .flatMap(([name, value]) => (value !== undefined && (everything || always.has(name) || words.has(name)) ? [[name, value] as const] : []))
    .sort(([left], [right]) => (left < right ? -1 : 1));
}
