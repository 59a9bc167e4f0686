import type { Use } from './uses.ts';

/** Uses that wait for nobody in a circle: what only names a service gives way; `depends_on` has no circles. */
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
  const kept = new Set<Use>();
  for (const use of uses.toSorted((a, b) => Number(b.isAwaited) - Number(a.isAwaited))) {
    const from = use.consumer.name;
    if (!use.isAwaited && reaches(use.target, from)) continue;
    next.set(from, (next.get(from) ?? new Set()).add(use.target));
    kept.add(use);
  }
  return uses.filter((use) => kept.has(use));
}
