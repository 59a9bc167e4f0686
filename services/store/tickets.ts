import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';
import { privateDirectory } from './private-files.ts';
import { storageFailure } from './storage-failure.ts';

/** A place in the queue for a lock. Only fairness depends on it, never exclusion. */
export interface Ticket extends Disposable {
  /** True when nobody who still waits came earlier. */
  isFirst(): boolean;
}

// A waiter that was killed or stopped must not hold up the others: tickets that were not touched for this long do not count.
const staleMilliseconds = 1_500;
const touchMilliseconds = 300;

/** @throws StackyardError STORE_DAMAGED where the disk is full or read-only. */
export function takeTicket(directory: string): Ticket {
  privateDirectory(directory);
  const name = `${String(Date.now()).padStart(15, '0')}-${process.hrtime.bigint().toString().padStart(20, '0')}-${process.pid}-${randomBytes(4).toString('hex')}`;
  const path = join(directory, name);
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    throw storageFailure(path, error);
  }
  let touched = performance.now();
  return {
    isFirst() {
      if (performance.now() - touched > touchMilliseconds) {
        touched = performance.now();
        touch(path);
      }
      return !readdirSync(directory).some((other) => other < name && isFresh(join(directory, other)));
    },
    [Symbol.dispose]() {
      rmSync(path, { force: true });
    },
  };
}

/** True while somebody waits in the queue. */
export function hasTickets(directory: string): boolean {
  privateDirectory(directory);
  return readdirSync(directory).some((each) => isFresh(join(directory, each)));
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    // Swept as stale while this process was stopped: it then waits without a place.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function isFresh(path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (Math.abs(Date.now() - found.mtimeMs) <= staleMilliseconds) return true;
  rmSync(path, { force: true });
  return false;
}
