/** How many there are of each. */
export function countsOf<Row, Id>(rows: readonly Row[], idOf: (row: Row) => Id): ReadonlyMap<Id, number> {
  const counts = new Map<Id, number>();
  for (const row of rows) counts.set(idOf(row), (counts.get(idOf(row)) ?? 0) + 1);
  return counts;
}
