import type { Outcome, ReportEntry } from '../../types.ts';

/** How one fact was translated, without the service that it is of. */
export type Fact = Omit<ReportEntry, 'service'>;

const line = (outcome: Outcome) => (fact: string, how: string, why: string | null = null): Fact => ({ fact, outcome, how, why });

export const carried = line('carried');
export const approximated = line('approximated');
export const dropped = line('dropped');
export const refused = line('refused');

/** A fact for each of a list; nothing for an empty one. */
export function each<Item>(items: Iterable<Item>, toFact: (item: Item) => Fact): readonly Fact[] {
  return [...items].map(toFact);
}

export function when(condition: boolean, fact: () => Fact): readonly Fact[] {
  return condition ? [fact()] : [];
}
