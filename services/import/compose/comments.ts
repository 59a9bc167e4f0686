/** The lines of the comment that stands directly above the key `name` whose value begins at `offset`; without `#`. */
export function commentAbove(text: string, offset: number, name: string): readonly string[] {
  const lines = text.slice(0, offset).split('\n');
  const isKey = (line: string): boolean => line.trimStart().replace(/^["']/, '').startsWith(name);
  let index = lines.length - 1;
  while (index >= 0 && !isKey(lines[index] ?? '')) index -= 1;
  if (index < 0 || lines.length - index > 4) return [];
  const found: string[] = [];
  for (index -= 1; index >= 0; index -= 1) {
    const comment = /^\s*#(.*)$/.exec(lines[index] ?? '')?.[1];
    if (comment === undefined) break;
    found.unshift(comment.replace(/\r$/, ''));
  }
  return found;
}

/** The comment at the top of a file, where a blank line or nothing parts it from the first key; without `#`. */
export function headComment(text: string): readonly string[] {
  const lines = text.split(/\r?\n/);
  const end = lines.findIndex((line) => !line.startsWith('#'));
  return lines.slice(0, Math.max(end, 0)).map((line) => line.slice(1));
}
