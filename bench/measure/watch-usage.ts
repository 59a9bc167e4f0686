import { setTimeout as sleep } from 'node:timers/promises';
import { usageOf, type Usage } from './usage.ts';

const windows = 6;
export const windowSeconds = 10;
export const watchedSeconds = windows * windowSeconds;

export interface WatchedUsage {
  /** Percent of one core in each window. */
  readonly shares: readonly number[];
  /** Megabytes at the end of each window; pages of the program, which they share, once. */
  readonly resident: readonly number[];
}

/** What processes use together while they are left alone. */
export async function watchUsage(pids: readonly number[]): Promise<WatchedUsage> {
  const [shares, resident]: [number[], number[]] = [[], []];
  const usage = async () => {
    const each = await Promise.all(pids.map((pid) => usageOf(pid)));
    return { processorSeconds: each.reduce((sum, { processorSeconds }) => sum + processorSeconds, 0), residentMegabytes: together(each) };
  };
  // The first window ends their start: code is compiled and garbage of the start collected.
  for (let window = -1; window < windows; window += 1) {
    const [before, began] = [await usage(), performance.now()];
    await sleep(windowSeconds * 1000);
    const after = await usage();
    if (window < 0) continue;
    shares.push(((after.processorSeconds - before.processorSeconds) / ((performance.now() - began) / 1000)) * 100);
    resident.push(after.residentMegabytes);
  }
  return { shares, resident };
}

function together(each: readonly Usage[]): number {
  const own = each.reduce((sum, { residentMegabytes, fileMegabytes }) => sum + residentMegabytes - fileMegabytes, 0);
  return own + Math.max(...each.map(({ fileMegabytes }) => fileMegabytes));
}
