import { StackyardError } from '../../contract/errors.ts';
import { nearestWord } from '../../topology/nearest-word.ts';

type Uses = Readonly<Record<string, readonly string[]>>;

/** The named services that exist; USAGE for any other name, which a person mistyped. */
export function namedServices(known: readonly string[], only: readonly string[] | undefined): ReadonlySet<string> {
  if (only === undefined) return new Set(known);
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownService(unknown, known);
  return new Set(only);
}

function unknownService(name: string, known: readonly string[]): StackyardError {
  const near = nearestWord(name, known);
  const hint = `${near === undefined ? '' : `Did you mean ${near}? `}Its services are: ${known.join(', ') || 'none'}.`;
  return new StackyardError('USAGE', `There is no service named ${name} in this stack.`, { hint, service: name });
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
