import type { StackSummary } from '../../services/contract/views/stack-view.ts';

/** A stack's name in addresses: its own, and its folder's where two stacks share one. */
export function slugsOf(stacks: readonly StackSummary[]): ReadonlyMap<string, StackSummary> {
  const slugs = new Map<string, StackSummary>();
  for (const stack of stacks) {
    const shared = stacks.some((other) => other.file !== stack.file && other.name === stack.name);
    const folder = stack.directory.split(/[\\/]/).at(-1) ?? '';
    const wanted = shared ? `${stack.name}@${folder}` : stack.name;
    slugs.set(slugs.has(wanted) ? stack.file : wanted, stack);
  }
  return slugs;
}

export function slugOf(stacks: readonly StackSummary[], file: string): string | undefined {
  for (const [slug, stack] of slugsOf(stacks)) if (stack.file === file) return slug;
  return undefined;
}
