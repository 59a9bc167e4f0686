interface Findable {
  readonly label?: string;
  readonly description?: string;
  /** Other words for it, which find it and are not shown. */
  readonly keywords?: string | readonly string[];
}

export interface Rules<Action> {
  /** There are many of it: offered once something is typed. */
  readonly isMinor: (action: Action) => boolean;
  /** It ends what runs: the first letters of it do not choose it while something else begins so too. */
  readonly isDisruptive: (action: Action) => boolean;
}

/** A word that is shorter may be the beginning of many. */
const meantLength = 4;

/** All words must be in name, kind or keywords. What is called exactly that comes first, then what begins so, then the rest in its own order. */
export function findActions<Action extends Findable>(query: string, actions: readonly Action[], { isMinor, isDisruptive }: Rules<Action>): Action[] {
  const text = query.trim().toLowerCase();
  if (text === '') return actions.filter((action) => !isMinor(action));
  const words = text.split(/\s+/);
  const rank = (action: Action): number => {
    const { label = '', keywords = [] } = action;
    const name = label.toLowerCase();
    if (text.length < meantLength && isDisruptive(action)) return 4;
    return name === text || [keywords].flat().includes(text) ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  return actions.filter(({ label = '', description = '', keywords = [] }) => words.every((word) => [label, description, keywords].flat().join(' ').toLowerCase().includes(word))).toSorted((one, other) => rank(one) - rank(other));
}
