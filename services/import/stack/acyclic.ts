import type { Use } from './uses.ts';

/**
 * Uses that wait for nobody in a circle. Where services name each other (brokers of a cluster, a page and its API), neither waits: none of them may be
 * ready without the other. `depends_on` has no circles.
 */
export function withoutLoops(uses: readonly Use[]): readonly Use[] {
  const next = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean => {
    const open = [from];
    const seen = new Set(open);
    for (let current = open.pop(); current !== undefined; current = open.pop()) {
      if (current === to) return true;
      for (const each of next.get(current) ?? []) {
        if (seen.has(each)) continue;
        seen.add(each);
        open.push(each);
      }
    }
    return false;
  };
  for (const { consumer, target } of uses) next.set(consumer.name, (next.get(consumer.name) ?? new Set()).add(target));
  return uses.filter(({ isAwaited, consumer, target }) => isAwaited || !reaches(target, consumer.name));
}
