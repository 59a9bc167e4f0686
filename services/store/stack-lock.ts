import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { clockOf } from '../contract/clock.ts';
import { tryLockFile } from './file-lock.ts';
import { readPrivateFile, writePrivateFile } from './private-files.ts';
import { identityOf, isAlive } from './process-identity.ts';
import { stackDirectory } from './state-directory.ts';
import { hasTickets, takeTicket } from './tickets.ts';

const holderSchema = z.object({ pid: z.int(), started: z.string(), verb: z.string().max(100), since: z.string().max(40) });

/** Who holds a stack's lock: for messages only, never for the decision. `since` is ISO 8601. */
export type LockHolder = z.infer<typeof holderSchema>;

export interface StackLockOptions {
  /** What the lock is for: `up`, `down`. */
  readonly verb: string;
  readonly signal?: AbortSignal;
  /** Called once when it has to wait, and again when the holder changes: "waiting for `stackyard up` (pid 123) since …". */
  readonly onWait?: (message: string, holder: LockHolder | undefined) => void;
}

const pollMilliseconds = 50;

/** One process at a time may change a stack. Waits without limit until the signal aborts; the lock dies with its process. */
export async function lockStack(directory: string, stack: string, options: StackLockOptions): Promise<AsyncDisposable> {
  const folder = stackDirectory(directory, stack);
  const lockPath = join(folder, 'lock.db');
  const holderPath = join(folder, 'lock.json');
  options.signal?.throwIfAborted();
  using ticket = takeTicket(join(folder, 'lock.queue'));
  let told: string | undefined;
  for (;;) {
    const lock = ticket.isFirst() ? await tryLockFile(lockPath) : undefined;
    if (lock !== undefined) return announce(lock, holderPath, options.verb);
    const holder = readHolder(holderPath);
    const message = waitingFor(holder);
    if (told !== message) {
      told = message;
      options.onWait?.(message, holder);
    }
    await sleep(pollMilliseconds, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
}

function waitingFor(holder: LockHolder | undefined): string {
  if (holder === undefined) return 'waiting for another stackyard command on this stack';
  // No command of a person: the core of the app heals.
  const what = holder.verb === 'heal' ? 'what starts ended services again' : `\`stackyard ${holder.verb}\``;
  return `waiting for ${what} (pid ${holder.pid}) since ${clockOf(holder.since)}`;
}

/** Who changes the stack now, for those who only look on; undefined when nobody does. */
export function stackLockHolder(directory: string, stack: string): LockHolder | undefined {
  return readHolder(join(stackDirectory(directory, stack), 'lock.json'));
}

/** True while a command waits for the stack's lock: work that is less urgent gives way. */
export function isStackLockAwaited(directory: string, stack: string): boolean {
  return hasTickets(join(stackDirectory(directory, stack), 'lock.queue'));
}

function announce(lock: AsyncDisposable, holderPath: string, verb: string): AsyncDisposable {
  const holder: LockHolder = { pid: process.pid, started: identityOf(process.pid)?.started ?? '', verb, since: new Date().toISOString() };
  writePrivateFile(holderPath, JSON.stringify(holder), { durable: false });
  let released = false;
  return {
    async [Symbol.asyncDispose]() {
      if (released) return;
      released = true;
      // Before the release: afterwards it could be the next holder's.
      rmSync(holderPath, { force: true });
      await lock[Symbol.asyncDispose]();
    },
  };
}

function readHolder(path: string): LockHolder | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readPrivateFile(path) ?? 'null');
  } catch {
    return undefined; // damaged: it only feeds a message
  }
  const holder = holderSchema.safeParse(parsed);
  return holder.success && isAlive(holder.data) ? holder.data : undefined;
}
