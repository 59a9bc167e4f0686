const seriesCount = 10;

/** The colour of each service of a stack: by its place in the stack file, the same on every screen. */
export function seriesColours(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name, index) => [name, `var(--series-${(index % seriesCount) + 1})`]));
}
