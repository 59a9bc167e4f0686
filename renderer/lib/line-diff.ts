export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  /** Line numbers from 1, in the text that has the line. */
  readonly before?: number;
  readonly after?: number;
  readonly text: string;
}

/** Beyond it (cells of the table) what lies between the common ends is told as removed and added whole. */
const mostCells = 4_000_000;

type Pair = readonly [number, number];

/** Longest common lines of two ranges as pairs of indexes, by dynamic programming. */
function commonLines(before: readonly string[], after: readonly string[]): Pair[] {
  const width = after.length + 1;
  if (before.length * width > mostCells) return [];
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] = before[row] === after[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const pairs: Pair[] = [];
  for (let row = 0, column = 0; row < before.length && column < after.length; ) {
    if (before[row] === after[column]) pairs.push([row++, column++]);
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return pairs;
}

/** Two texts line by line, what was removed before what was added. */
export function diffLines(beforeText: string, afterText: string): readonly DiffLine[] {
  const before = beforeText.split('\n');
  const after = afterText.split('\n');
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const middle = commonLines(before.slice(head, before.length - tail), after.slice(head, after.length - tail)).map(([row, column]): Pair => [row + head, column + head]);
  const ends = Array.from({ length: tail }, (_, index): Pair => [before.length - tail + index, after.length - tail + index]);
  const starts = Array.from({ length: head }, (_, index): Pair => [index, index]);
  const lines: DiffLine[] = [];
  let row = 0;
  let column = 0;
  for (const [toRow, toColumn] of [...starts, ...middle, ...ends, [before.length, after.length] as const]) {
    for (; row < toRow; row += 1) lines.push({ kind: 'removed', before: row + 1, text: before[row] ?? '' });
    for (; column < toColumn; column += 1) lines.push({ kind: 'added', after: column + 1, text: after[column] ?? '' });
    if (toRow < before.length || toColumn < after.length) lines.push({ kind: 'same', before: ++row, after: ++column, text: before[toRow] ?? '' });
  }
  return lines;
}

/** Only what changed with some lines around; `undefined` stands for lines left out. */
export function hunks(lines: readonly DiffLine[], around: number): readonly (DiffLine | undefined)[] {
  const near = lines.map((_, index) => lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same'));
  return lines.flatMap((line, index): (DiffLine | undefined)[] => (near[index] === true ? [line] : near[index - 1] === true || (index === 0 && near.includes(true)) ? [undefined] : []));
}

/** Where a line differs from the one that stands in its place in the other text: from and to, as positions of its characters. */
export type ChangedPart = readonly [from: number, to: number];

function between(own: string, other: string): ChangedPart {
  const shorter = Math.min(own.length, other.length);
  let head = 0;
  while (head < shorter && own[head] === other[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && own.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  return [head, own.length - tail];
}

/** For each line that was changed rather than added or removed whole: what of it differs. Lines removed and added at one place are pairs in their order. */
export function changedParts(lines: readonly DiffLine[]): ReadonlyMap<DiffLine, ChangedPart> {
  const parts = new Map<DiffLine, ChangedPart>();
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  const pair = (): void => {
    if (removed.length === added.length) {
      for (const [index, before] of removed.entries()) {
        const after = added[index];
        if (after === undefined) continue;
        parts.set(before, between(before.text, after.text));
        parts.set(after, between(after.text, before.text));
      }
    }
    removed = [];
    added = [];
  };
  for (const line of lines) {
    if (line.kind === 'removed') {
      if (added.length > 0) pair();
      removed.push(line);
    } else if (line.kind === 'added') added.push(line);
    else pair();
  }
  pair();
  return parts;
}
