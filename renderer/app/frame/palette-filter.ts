interface Findable {
  readonly label?: string;
  readonly description?: string;
  /** Other words for it, which find it and are not shown. */
  readonly keywords?: string | readonly string[];
}

/** All words must be in name, kind or keywords. What is called exactly that comes first, then what begins so, then the rest in its own order. Minor ones, of which there are many, are offered once something is typed. */
export function findActions<Action extends Findable>(query: string, actions: readonly Action[], isMinor: (action: Action) => boolean): Action[] {
  const text = query.trim().toLowerCase();
  if (text === '') return actions.filter((action) => !isMinor(action));
  const words = text.split(/\s+/);
  const rank = ({ label = '', keywords = [] }: Action): number => {
    const name = label.toLowerCase();
    return name === text || [keywords].flat().includes(text) ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  return actions.filter(({ label = '', description = '', keywords = [] }) => words.every((word) => [label, description, keywords].flat().join(' ').toLowerCase().includes(word))).toSorted((one, other) => rank(one) - rank(other));
}
