import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ContextFile } from './context-files.ts';

/** Files changed within this time before they were read may have changed again with the same times. */
const racy = 2_000;
const parallelReads = 16;

/** Hash of what is sent to a builder. Files that have not changed since the last time are not read again; `memory` is a folder for that. */
export async function contextHash(context: string, files: readonly ContextFile[], memory: string): Promise<string> {
  const file = join(memory, `${createHash('sha256').update(context).digest('hex').slice(0, 24)}.json`);
  const known = await remembered(file);
  const readAt = Date.now();
  const next: Record<string, readonly [string, string]> = {};
  let changed = false;
  const hashes = new Map<string, string>();
  const regular = files.filter(({ type }) => type === 'file');
  const queue = regular.values();
  await Promise.all(
    Array.from({ length: parallelReads }, async () => {
      for (const { path, source, stamp, changedAt } of queue) {
        const memo = known[path];
        const hash = memo !== undefined && memo[0] === stamp ? memo[1] : await hashFile(source);
        changed ||= memo?.[1] !== hash || memo[0] !== stamp;
        hashes.set(path, hash);
        if (readAt - changedAt > racy) next[path] = [stamp, hash];
      }
    }),
  );
  if (changed) await remember(file, next);
  const whole = createHash('sha256');
  for (const { path, type, mode, linkName } of files) whole.update(`${type}\0${path}\0${mode & 0o777}\0${linkName ?? hashes.get(path) ?? ''}\n`);
  return whole.digest('hex');
}

async function hashFile(source: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(source)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A cache: without it, or with a damaged one, everything is read. */
async function remembered(file: string): Promise<Readonly<Record<string, readonly [string, string]>>> {
  try {
    const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
    return parsed !== null && typeof parsed === 'object' ? (parsed as Record<string, readonly [string, string]>) : {};
  } catch {
    return {};
  }
}

async function remember(file: string, entries: Readonly<Record<string, readonly [string, string]>>): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(entries), { mode: 0o600 });
  await rename(temporary, file);
}
