import { readFile, readdir } from 'node:fs/promises';
import type { Counters } from './stats.ts';

/** Linux counts CPU time for programs in hundredths of a second and, on every machine that Node 24 runs on, in pages of 4 KiB or more. */
const TICK = 10;
const PAGE = 4_096;

interface Stat {
  readonly group: number;
  /** Milliseconds. */
  readonly cpu: number;
  readonly memory: number;
}

/** Counters of process groups by their leader's id, from one pass over /proc; empty where there is none. */
export async function groupCounters(leaders: ReadonlySet<number>): Promise<ReadonlyMap<number, Counters>> {
  if (leaders.size === 0 || process.platform !== 'linux') return new Map();
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(ids.map(async (id) => readStat(`/proc/${id}/stat`)));
  const time = Date.now();
  const groups = new Map<number, Counters>();
  for (const stat of stats) {
    if (stat === undefined || !leaders.has(stat.group)) continue;
    const { cpu, memory } = groups.get(stat.group) ?? { cpu: 0, memory: 0 };
    groups.set(stat.group, { time, cpu: cpu + stat.cpu, memory: memory + stat.memory });
  }
  return groups;
}

async function readStat(path: string): Promise<Stat | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'latin1');
  } catch {
    return undefined; // it ended meanwhile
  }
  return parseStat(text);
}

/** The name stands in brackets and may hold anything, brackets and spaces too. */
export function parseStat(text: string): Stat | undefined {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
  const [, , group, ...rest] = fields;
  // Fields 14, 15 and 24 of proc(5): utime, stime, rss; `rest` begins with field 6.
  const [user, system, resident] = [rest[8], rest[9], rest[18]];
  if (group === undefined || user === undefined || system === undefined || resident === undefined) return undefined;
  return { group, cpu: (user + system) * TICK, memory: resident * PAGE };
}
