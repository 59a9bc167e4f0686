import type { Word } from '../types.ts';

/** The words after the program: `--maxmemory 256mb --appendonly yes` → [maxmemory, 256mb], [appendonly, yes]; undefined for what is no such list. */
export function longFlags(words: readonly string[]): readonly (readonly [string, readonly string[]])[] | undefined {
  const flags: [string, string[]][] = [];
  for (const word of words) {
    const name = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/.exec(word);
    if (name?.[1] !== undefined) flags.push([name[1], name[2] === undefined ? [] : [name[2]]]);
    else if (flags.length === 0) return undefined;
    else flags.at(-1)?.[1].push(word);
  }
  return flags;
}

/** The command without the program, which may be left out, and without the shell around it; undefined where a shell does more than run it. */
export function argumentsOf(command: readonly Word[] | undefined, program: string, variables: ReadonlyMap<string, { readonly word: Word | undefined }>): readonly string[] | undefined {
  const words = (command ?? []).map(({ value }) => value);
  const shell = words.length === 3 && /^(\/bin\/)?(ba)?sh$/.test(words[0] ?? '') && words[1] === '-c' ? words[2] : undefined;
  const line = shell === undefined ? words : shellWords(shell, variables);
  if (line === undefined) return undefined;
  return line[0] === program || line[0]?.endsWith(`/${program}`) === true ? line.slice(1) : shell === undefined ? line : undefined;
}

/** A line that only runs one program with arguments; the service's own variables are put in. */
function shellWords(line: string, variables: ReadonlyMap<string, { readonly word: Word | undefined }>): readonly string[] | undefined {
  if (/[;&|<>()`*?\\\n]/.test(line.trim())) return undefined;
  let isKnown = true;
  const words = line.trim().replace(/^exec\s+/, '').split(/\s+/).map((word) =>
    word.replaceAll(/["']/g, '').replaceAll(/\$\{?(\w+)\}?/g, (_, name: string) => {
      const value = variables.get(name)?.word?.value;
      if (value === undefined) isKnown = false;
      return value ?? '';
    }),
  );
  return isKnown ? words : undefined;
}
