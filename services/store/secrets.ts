import { randomBytes, randomInt } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { StackyardError } from '../contract/errors.ts';
import { tryLockFile } from './file-lock.ts';
import { readPrivateFile, writePrivateFile } from './private-files.ts';
import { stackDirectory } from './state-directory.ts';

const fileSchema = z.strictObject({ version: z.literal(1), secrets: z.record(z.string().regex(/^[^/]+\/.+$/), z.string().min(1)) });

/** The generated secrets of one stack: a 0600 file, never the database. */
export interface Secrets {
  /** What the user must be told: the file was damaged and its copy is used. */
  readonly notices: readonly string[];
  get(service: string, key: string): string | undefined;
  /** The secret that is there, or a new one of `length` characters of A-Z a-z 0-9, on disk before this resolves. Never changes one. */
  ensure(service: string, key: string, length: number): Promise<string>;
  /** All of a service's, or all of the stack's, for a redactor. */
  values(service?: string): readonly string[];
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Throws STORE_DAMAGED when the file and its copy are unreadable: new secrets would lock the stack out of its own volumes. */
export async function openSecrets(directory: string, stack: string): Promise<Secrets> {
  const path = join(stackDirectory(directory, stack), 'secrets.json');
  const notices: string[] = [];
  let known = readAsIs(path) ?? (await locked(path, () => load(path, stack, notices)));
  let queue: Promise<unknown> = Promise.resolve();
  return {
    notices,
    get: (service, key) => known.get(`${service}/${key}`),
    values: (service) => [...known].filter(([name]) => service === undefined || name.startsWith(`${service}/`)).map(([, value]) => value),
    async ensure(service, key, length) {
      const name = `${service}/${key}`;
      const there = known.get(name);
      if (there !== undefined) return there;
      if (service.includes('/') || service === '' || key === '' || !Number.isInteger(length) || length < 8 || length > 1_024) {
        throw new StackyardError('UNSUPPORTED', `The secret ${name} cannot be generated with ${length} characters.`, { hint: 'Use a length from 8 to 1024.', service });
      }
      const made = queue.then(() => locked(path, () => {
        // Read again: another process may have made it since.
        known = load(path, stack, notices);
        const value = known.get(name) ?? generateSecret(length);
        if (!known.has(name)) {
          known = new Map([...known, [name, value]]);
          const text = `${JSON.stringify({ version: 1, secrets: Object.fromEntries([...known].sort(([one], [other]) => (one < other ? -1 : 1))) }, null, 2)}\n`;
          // The copy first: whatever happens after it, the new secret is in one of the two before anybody uses it.
          writePrivateFile(`${path}.bak`, text);
          writePrivateFile(path, text);
        }
        return value;
      }));
      // The next in the queue does not depend on this one's success; this one's caller hears of it.
      queue = made.catch(() => undefined);
      return made;
    },
  };
}

/** A word of `A-Z a-z 0-9` from the system's randomness. */
export function generateSecret(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** What can be told without a lock, which needs room on the disk: writes replace whole files, the copy first. undefined where something is missing or damaged. */
function readAsIs(path: string): ReadonlyMap<string, string> | undefined {
  const text = readPrivateFile(path);
  if (text !== undefined) return parse(text);
  return readPrivateFile(`${path}.bak`) === undefined ? new Map() : undefined;
}

function load(path: string, stack: string, notices: string[]): ReadonlyMap<string, string> {
  const text = readPrivateFile(path);
  const copy = readPrivateFile(`${path}.bak`);
  if (text === undefined && copy === undefined) return new Map();
  const parsed = text === undefined ? undefined : parse(text);
  if (parsed !== undefined) return parsed;
  const aside = text === undefined ? undefined : keepAside(path);
  const what = aside === undefined ? `The secrets of ${stack} (${path}) are missing` : `The secrets of ${stack} (${path}) were damaged and are kept as ${aside}`;
  const restored = copy === undefined ? undefined : parse(copy);
  if (restored === undefined || copy === undefined) {
    // Stays so for the next command: an absent file would otherwise pass for a stack that never had secrets.
    if (aside !== undefined && copy === undefined) writePrivateFile(`${path}.bak`, text ?? '');
    throw new StackyardError('STORE_DAMAGED', `${what}, and there is no good copy.`, {
      hint: `Put the file back from a backup. Only if the stack's volumes may lose access: remove ${path}.bak to get new secrets.`,
    });
  }
  writePrivateFile(path, copy);
  notices.push(`${what}; the copy was restored.`);
  return restored;
}

function parse(text: string): ReadonlyMap<string, string> | undefined {
  try {
    return new Map(Object.entries(fileSchema.parse(JSON.parse(text)).secrets));
  } catch {
    return undefined; // every kind of damage is treated alike by the caller
  }
}

function keepAside(path: string): string {
  const aside = `${path}.damaged-${new Date().toISOString().replaceAll(':', '.')}-${randomBytes(2).toString('hex')}`;
  renameSync(path, aside);
  return aside;
}

async function locked<Result>(path: string, work: () => Result): Promise<Result> {
  const end = performance.now() + 10_000;
  for (;;) {
    const lock = await tryLockFile(`${path}.lock`);
    if (lock !== undefined) {
      await using _held = lock;
      return work();
    }
    if (performance.now() > end) throw new StackyardError('CONFLICT', `Another process keeps ${path} locked.`, { hint: 'End other stackyard processes of this stack, then try again.' });
    await sleep(10);
  }
}
