import type { EdgeView } from '../../../../services/contract/views/stack-view.ts';

type Links = ReadonlyMap<string, readonly string[]>;

/** Whom each service uses (`to`), or who uses it (`from`). */
function links(names: readonly string[], edges: readonly EdgeView[], to: 'from' | 'to'): Links {
  const from = to === 'to' ? 'from' : 'to';
  const found = new Map<string, Set<string>>(names.map((name) => [name, new Set()]));
  for (const edge of edges) if (edge.from !== edge.to) found.get(edge[from])?.add(edge[to]);
  return new Map([...found].map(([name, others]) => [name, [...others]]));
}

/** How far a service is from an entry: one more than the farthest of those that use it. A circle is cut where it is met again. */
function depths(names: readonly string[], users: Links): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = (name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    if (open.has(name)) return -1;
    open.add(name);
    const depth = 1 + Math.max(-1, ...(users.get(name) ?? []).map(depthOf));
    open.delete(name);
    known.set(name, depth);
    return depth;
  };
  for (const name of names) depthOf(name);
  return known;
}

/**
 * In which column each service stands, the entries at the left. An entry stands one column before the first that it uses, not at the
 * far left: its wires are short.
 */
export function columnsOf(names: readonly string[], edges: readonly EdgeView[]): ReadonlyMap<string, number> {
  const users = links(names, edges, 'from');
  const used = links(names, edges, 'to');
  const depth = depths(names, users);
  return new Map(
    [...depth].map(([name, own]) => {
      const targets = (used.get(name) ?? []).map((each) => depth.get(each) ?? 0);
      return [name, (users.get(name) ?? []).length > 0 || targets.length === 0 ? own : Math.max(own, Math.min(...targets) - 1)];
    }),
  );
}
