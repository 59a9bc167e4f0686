import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Store } from '../../store/index.ts';

/** Stacks that the user opened, in the store's settings; every shell sees the same list. */
const knownSchema = z.object({ file: z.string(), name: z.string(), openedAt: z.string() });
export type KnownStack = z.infer<typeof knownSchema>;

const settingType = 'stack';
const idOf = (file: string): string => `stack:${createHash('sha256').update(file).digest('hex').slice(0, 24)}`;

/** The newest opened first; entries that are damaged are left out. */
export async function listKnownStacks(store: Store): Promise<readonly KnownStack[]> {
  const entries = await store.settings.list(settingType);
  const known = entries.flatMap(({ value }) => {
    const parsed = knownSchema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  return known.toSorted((a, b) => b.openedAt.localeCompare(a.openedAt));
}

export async function rememberStack(store: Store, { file, name }: { readonly file: string; readonly name: string }): Promise<KnownStack> {
  const known = { file, name, openedAt: new Date().toISOString() };
  await store.settings.set(idOf(file), known, settingType);
  return known;
}

/** A stack that was started without being opened; one that is known keeps its place in the list. */
export async function rememberStarted(store: Store, { file, name }: { readonly file: string; readonly name: string }): Promise<void> {
  const known = await listKnownStacks(store);
  if (!known.some((each) => each.file === file)) await rememberStack(store, { file, name });
}

export function forgetStack(store: Store, file: string): Promise<void> {
  return store.settings.remove(idOf(file));
}
