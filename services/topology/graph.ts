import { reportAt, type Draft, type StackSource } from './draft.ts';
import { suggestService } from './nearest-word.ts';
import { usesOf } from './uses.ts';
import type { MapTree } from './yaml-tree.ts';

/** Names that nothing has, services that use themselves or each other in a loop; read from the file, so that services with other mistakes count. */
export function checkGraph(services: ReadonlyMap<string, MapTree>, stack: StackSource): void {
  const names = [...services.keys()];
  const known = new Set(names);
  const drafts = [...services].map(([name, tree]) => ({ name, uses: usesOf(name, tree) }));
  for (const draft of drafts) {
    for (const { name, path } of draft.uses) {
      if (name === draft.name) reportAt(stack, path, { message: `${name} uses itself.`, hint: 'Remove it from its own uses.' });
      else if (!known.has(name)) reportAt(stack, path, { message: `${draft.name} uses "${name}", which is no service.`, hint: suggestService(name, names.filter((each) => each !== draft.name)) });
    }
  }
  reportLoops(drafts, stack);
}

/** Used services first; within that, the order of the file. Loops must be refused before. */
export function inOrderOfUse(drafts: readonly Draft[]): readonly Draft[] {
  const byName = new Map(drafts.map((draft) => [draft.name, draft]));
  const ordered = new Set<Draft>();
  const open = new Set<Draft>();
  for (const draft of drafts) {
    // An own stack instead of recursion: a chain may be as long as the file.
    const stack = [draft];
    while (stack.length > 0) {
      const current = stack.at(-1) ?? draft;
      const next = open.has(current) || ordered.has(current) ? [] : current.uses.flatMap(({ name }) => byName.get(name) ?? []).filter((each) => !ordered.has(each) && !open.has(each));
      open.add(current);
      if (next.length > 0) {
        stack.push(...next);
        continue;
      }
      ordered.add(current);
      stack.pop();
    }
  }
  return [...ordered];
}

function reportLoops(drafts: readonly Pick<Draft, 'name' | 'uses'>[], stack: StackSource): void {
  const uses = new Map(drafts.map((draft) => [draft.name, draft.uses]));
  const finished = new Set<string>();
  for (const draft of drafts) {
    const trail: { readonly name: string; next: number }[] = [{ name: draft.name, next: 0 }];
    const onTrail = new Set([draft.name]);
    while (trail.length > 0) {
      const top = trail.at(-1);
      if (top === undefined) break;
      const edge = finished.has(top.name) ? undefined : uses.get(top.name)?.[top.next];
      if (edge === undefined) {
        finished.add(top.name);
        onTrail.delete(top.name);
        trail.pop();
        continue;
      }
      top.next += 1;
      if (onTrail.has(edge.name)) {
        if (edge.name !== top.name) reportLoop(trail.map(({ name }) => name), edge, stack);
      } else if (uses.has(edge.name)) {
        onTrail.add(edge.name);
        trail.push({ name: edge.name, next: 0 });
      }
    }
  }
}

function reportLoop(trail: readonly string[], edge: Draft['uses'][number], stack: StackSource): void {
  const loop = [...trail.slice(trail.indexOf(edge.name)), edge.name];
  const shown = loop.length > 9 ? [...loop.slice(0, 4), '…', ...loop.slice(-4)] : loop;
  reportAt(stack, edge.path, { message: `These services wait for each other: ${shown.join(' → ')}.`, hint: 'Remove one of these uses; services of one stack reach each other by name without it.' });
}
