import { StackyardError } from '../../contract/errors.ts';

type Uses = Readonly<Record<string, readonly string[]>>;

/** The named services that exist; NOT_FOUND for any other name. */
export function namedServices(known: readonly string[], only: readonly string[] | undefined): ReadonlySet<string> {
  if (only === undefined) return new Set(known);
  for (const name of only) {
    if (!known.includes(name)) {
      throw new StackyardError('NOT_FOUND', `There is no service named ${name} in this stack.`, { hint: `Its services are: ${known.join(', ') || 'none'}.`, service: name });
    }
  }
  return new Set(only);
}

/** Names and everything they use, used ones first: the order in which services start. */
export function withUsed(names: Iterable<string>, uses: Uses): readonly string[] {
  const ordered = new Set<string>();
  const open = new Set<string>();
  const visit = (name: string): void => {
    if (open.has(name)) return;
    open.add(name);
    for (const each of uses[name] ?? []) visit(each);
    if (Object.hasOwn(uses, name)) ordered.add(name);
  };
  for (const name of names) visit(name);
  return [...ordered];
}

/** Service → services that use it. */
export function usersOf(uses: Uses): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [user, used] of Object.entries(uses)) {
    for (const name of used) {
      const list = users.get(name);
      if (list === undefined) users.set(name, [user]);
      else list.push(user);
    }
  }
  return users;
}
