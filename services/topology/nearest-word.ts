/** The known word that a typing mistake most likely meant; undefined where none is near. */
export function nearestWord(word: string, known: Iterable<string>): string | undefined {
  const wanted = word.slice(0, 60).toLowerCase();
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= allowance(wanted, candidate) && (best === undefined || distance < best.distance)) best = { word: candidate, distance };
  }
  return best?.word;
}

function allowance(wanted: string, candidate: string): number {
  return Math.max(1, Math.floor(Math.max(wanted.length, candidate.length) / 3));
}

/** `Did you mean "x"?`, else the words there are, where they are few enough to read. */
export function suggest(word: string, known: Iterable<string>, label: string): string | undefined {
  const words = [...known];
  const near = nearestWord(word, words);
  if (near !== undefined) return `Did you mean "${near}"?`;
  if (words.length === 0) return `There are no ${label}.`;
  return words.length > 40 ? undefined : `Known ${label}: ${words.join(', ')}.`;
}

/** What to do about a name that no other service has. */
export function suggestService(name: string, others: readonly string[]): string | undefined {
  return others.length === 0 ? `There is no other service: add ${name} under services, or take it out here.` : suggest(name, others, 'services');
}

/** Damerau-Levenshtein, adjacent transpositions included: `optoins` is one step from `options`. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}
