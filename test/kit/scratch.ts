import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A directory of its own, removed at the end. Short, since socket paths have 107 bytes. */
export async function scratchDirectory(): Promise<AsyncDisposable & { readonly path: string; file(name: string): string }> {
  const path = await mkdtemp(join(tmpdir(), 'sy-'));
  // A process that was told to end may still write its last line into it.
  return { path, file: (name) => join(path, name), [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }) };
}
