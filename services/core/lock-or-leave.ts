import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { tryLockFile } from '../store/file-lock.ts';

export interface LockOrLeaveOptions {
  /** The file whose lock the one process of its sort holds. */
  readonly lock: string;
  /** The unix socket on which that process answers. */
  readonly socket: string;
  /** Milliseconds for which one that holds the lock and does not answer is waited for: it may be just leaving, or just starting. */
  readonly patience: number;
}

/** The lock, for the one process of its sort; undefined when another one lives and answers. Rejects when one holds the lock and never answers. */
export async function lockOrLeave({ lock: file, socket, patience }: LockOrLeaveOptions): Promise<AsyncDisposable | undefined> {
  const end = performance.now() + patience;
  for (;;) {
    const lock = await tryLockFile(file);
    if (lock !== undefined) return lock;
    if (await answers(socket)) return undefined;
    if (performance.now() > end) throw new Error(`another process holds ${file} and does not answer on ${socket}`);
    await sleep(25);
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => resolve(socket.destroy() !== undefined));
    socket.once('error', () => resolve(false));
  });
}
