/** A `FROM` that needs an image: not `scratch`, not an earlier stage. */
export interface BaseUse {
  /** With the build arguments put in. */
  readonly image: string;
  /** Position of the image's words in the text. */
  readonly start: number;
  readonly end: number;
}

interface Instruction {
  readonly words: string;
  readonly start: number;
}

/** Base images of a Dockerfile, `COPY --from=image` among them, for the arguments given. */
export function basesOf(dockerfile: string, args: Readonly<Record<string, string>>): readonly BaseUse[] {
  const values = new Map<string, string>();
  const stages = new Set<string>(['scratch']);
  const bases: BaseUse[] = [];
  let stageCount = 0;
  for (const { words, start } of instructions(dockerfile)) {
    const argument = /^ARG\s+([A-Za-z_]\w*)(?:=(.*))?$/isu.exec(words);
    if (argument !== null && stageCount === 0) {
      const [, name = '', fallback] = argument;
      const value = args[name] ?? (fallback === undefined ? undefined : expand(unquote(fallback.trim()), values));
      if (value !== undefined) values.set(name, value);
      continue;
    }
    const from = /^FROM\s+(?:--platform=(\S+)\s+)?(\S+)(?:\s+AS\s+(\S+))?\s*$/isu.exec(words);
    if (from !== null) {
      const [, platform, written = '', name] = from;
      const image = expand(unquote(written), values);
      if (!stages.has(image.toLowerCase())) {
        const at = start + words.indexOf(written, platform === undefined ? 4 : words.indexOf(platform) + platform.length);
        bases.push({ image, start: at, end: at + written.length });
      }
      stages.add(String(stageCount));
      if (name !== undefined) stages.add(name.toLowerCase());
      stageCount += 1;
      continue;
    }
    const copied = /^COPY\s+(?:--\S+\s+)*?--from=(\S+)/isu.exec(words);
    const source = copied?.[1];
    if (source !== undefined && !stages.has(source.toLowerCase())) {
      const at = start + words.indexOf(source, words.indexOf('--from='));
      bases.push({ image: source, start: at, end: at + source.length });
    }
  }
  return bases;
}

/** The text with some base images replaced; `replacements` by the image's name as `basesOf` gives it. */
export function replaceBases(dockerfile: string, bases: readonly BaseUse[], replacements: ReadonlyMap<string, string>): string {
  return bases.toReversed().reduce((text, { image, start, end }) => {
    const replacement = replacements.get(image);
    return replacement === undefined ? text : text.slice(0, start) + replacement + text.slice(end);
  }, dockerfile);
}

/** Whole instructions; a line that ends in a backslash goes on in the next one, comments and empty lines in between do not count. */
function instructions(dockerfile: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let current = '';
  let start = -1;
  let offset = 0;
  for (const line of dockerfile.split('\n')) {
    const begin = offset;
    offset += line.length + 1;
    if (/^\s*(?:#|$)/u.test(line)) {
      // Blanks of the same length keep the positions right.
      if (start !== -1) current += ' '.repeat(line.length + 1);
      continue;
    }
    if (start === -1) start = begin + (line.length - line.trimStart().length);
    const goesOn = /\\\s*$/u.test(line);
    const text = start >= begin ? line.trimStart() : line;
    current += goesOn ? `${text.replace(/\\(\s*)$/u, ' $1')} ` : text;
    if (goesOn) continue;
    found.push({ words: current.trimEnd(), start });
    current = '';
    start = -1;
  }
  if (start !== -1) found.push({ words: current.trimEnd(), start });
  return found;
}

function unquote(text: string): string {
  return /^(["'])(.*)\1$/su.exec(text)?.[2] ?? text;
}

function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{\w+(?::?[-+][^}]*)?\}|\$\w+/gu, (reference) => {
    const [, name = '', operator = '', word = ''] = /^\$\{?(\w+)(?:(:?[-+])([^}]*))?/su.exec(reference) ?? [];
    const value = values.get(name);
    const set = value !== undefined && (value !== '' || !operator.startsWith(':'));
    if (operator.endsWith('+')) return set ? word : '';
    return set ? value : word;
  });
}

/** What the engine's classic builder does not know. */
export function needsBuildKit(message: string): boolean {
  return /requires BuildKit|unknown instruction: \S*<<|unknown flag: (?:mount|chmod|link|parents|checksum)/iu.test(message);
}
