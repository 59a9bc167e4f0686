interface Findable {
  readonly label?: string;
  readonly description?: string;
}

/** All words must be in name or kind. What is called exactly that comes first, then what begins so, then the rest in its own order. Minor ones, of which there are many, are offered once something is typed. */
export function findActions<Action extends Findable>(query: string, actions: readonly Action[], isMinor: (action: Action) => boolean): Action[] {
  const text = query.trim().toLowerCase();
  if (text === '') return actions.filter((action) => !isMinor(action));
  const words = text.split(/\s+/);
  const rank = ({ label = '' }: Action): number => {
    const name = label.toLowerCase();
    return name === text ? 0 : name.startsWith(text) ? 1 : name.includes(text) ? 2 : 3;
  };
  return actions.filter(({ label = '', description = '' }) => words.every((word) => `${label} ${description}`.toLowerCase().includes(word))).toSorted((one, other) => rank(one) - rank(other));
}
