/** Edits (insert, delete, replace, swap of neighbours) between two words. */
function distance(left: string, right: string): number {
  const rows = Array.from({ length: left.length + 1 }, (_, row) => [row, ...Array.from({ length: right.length }, () => 0)]);
  const at = (row: number, column: number) => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let column = 0; column <= right.length; column += 1) (rows[0] ?? [])[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let best = Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + (same ? 0 : 1));
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1]) best = Math.min(best, at(row - 2, column - 2) + 1);
      (rows[row] ?? [])[column] = best;
    }
  }
  return at(left.length, right.length);
}

/** The word that was probably meant, if one is near enough. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const typed = word.slice(0, 64).toLowerCase();
  const near = words
    .map((candidate) => ({ candidate, edits: candidate.startsWith(typed) && typed.length > 1 ? 0 : distance(typed, candidate.toLowerCase()) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length * 0.4)));
  return near.toSorted((a, b) => a.edits - b.edits)[0]?.candidate;
}
