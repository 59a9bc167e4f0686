import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isErrno } from '../container/errno.ts';

/** Holds `<folder>/<name>.lock` among processes of this machine until disposed; waits for it, telling whom for. */
export async function holdBuildLock(options: { readonly folder: string; readonly name: string; readonly signal: AbortSignal; readonly onWait: (pid: number) => void }): Promise<AsyncDisposable> {
  const { folder, name, signal, onWait } = options;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name.replaceAll(/[^\w.-]/gu, '_')}.lock`);
  const mine = `${JSON.stringify({ pid: process.pid, started: await startOf(process.pid), host: hostname(), id: randomUUID() })}\n`;
  let told = false;
  while (!(await take(file, mine))) {
    const holder = await holderOf(file);
    if (holder === 'gone') continue;
    if (holder === 'stale') {
      await removeStale(file);
      continue;
    }
    if (!told) onWait(holder);
    told = true;
    await pause(200, undefined, { signal });
  }
  return {
    [Symbol.asyncDispose]: async () => {
      if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
    },
  };
}

/** Complete from the first moment on: a link to a finished file, never an empty one. */
async function take(file: string, content: string): Promise<boolean> {
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, content, { flag: 'wx', mode: 0o600 });
  try {
    await link(temporary, file);
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function holderOf(file: string): Promise<number | 'stale' | 'gone'> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return 'gone';
  const match = /"pid":(\d+),"started":"(\d*)"/u.exec(text);
  if (match === null) return 'stale';
  const pid = Number(match[1]);
  return isAlive(pid) && (await startOf(pid)) === match[2] ? pid : 'stale';
}

async function removeStale(file: string): Promise<void> {
  const aside = `${file}.stale-${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  // Someone may have taken the lock between our look and the rename: then it goes back.
  if ((await holderOf(aside)) !== 'stale') await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

/** Start time in clock ticks since boot: tells a reused pid from the old one. Empty where there is no /proc. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
