import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { linuxStat } from '../../store/process-identity.ts';
import { codeOf } from '../../store/code-of.ts';

/** True while a process of the group runs; zombies, which nobody may ever collect in a container without init, do not count. */
export function groupRuns(group: number): boolean {
  if (!signalGroup(group, 0)) return false;
  if (process.platform !== 'linux') return true;
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    const stat = linuxStat(name);
    return stat?.group === group && stat.state !== 'Z' && stat.state !== 'X';
  });
}

/** False when the group is gone. */
export function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  // -1 and -0 would mean every process there is, or our own group.
  if (!Number.isSafeInteger(group) || group <= 1) return false;
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false;
    // macOS answers EPERM for a group of zombies only.
    if (codeOf(error) === 'EPERM') return false;
    throw error;
  }
}

/** Asks the whole group to end, and ends it after the grace. Resolves when nothing of it runs. */
export async function endGroup(group: number, options: { readonly signal: NodeJS.Signals; readonly graceMilliseconds: number }): Promise<void> {
  if (!signalGroup(group, options.signal)) return;
  // A stopped process (SIGSTOP, a job in the background that reads) would not see the signal.
  signalGroup(group, 'SIGCONT');
  if (await goneWithin(group, options.graceMilliseconds)) return;
  signalGroup(group, 'SIGKILL');
  await goneWithin(group, 5_000);
}

async function goneWithin(group: number, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  for (let pause = 5; groupRuns(group); pause = Math.min(pause * 2, 100)) {
    const left = end - performance.now();
    if (left <= 0) return false;
    await sleep(Math.min(pause, left));
  }
  return true;
}
