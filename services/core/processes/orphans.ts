import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { identityOf, isAlive, linuxStat } from '../../store/process-identity.ts';
import { markVariable, type ProcessPaths } from './paths.ts';
import { endGroup } from './process-group.ts';
import { readRecords } from './records.ts';

export interface Orphan {
  readonly service: string;
  readonly pid: number;
  readonly group: number;
  readonly since: string;
  readonly hash?: string;
}

/** Children that a killed keeper left running. A pid that was given to another process since is never among them. */
export function findOrphans(paths: ProcessPaths): readonly Orphan[] {
  const recorded = readRecords(paths.records)
    .filter((record) => isAlive(record))
    .map((record) => ({ service: record.service, pid: record.pid, group: record.pid, since: record.since, ...(record.hash === undefined ? {} : { hash: record.hash }) }));
  const groups = new Set(recorded.map((each) => each.group));
  return [...recorded, ...findMarked(paths).filter((each) => !groups.has(each.group))];
}

/** Ends them. The caller holds the keeper's lock, so no keeper supervises them. */
export async function endOrphans(paths: ProcessPaths, orphans: readonly Orphan[] = findOrphans(paths)): Promise<void> {
  const groups = new Set(orphans.map((each) => each.group));
  await Promise.all([...groups].map((group) => endGroup(group, { signal: 'SIGTERM', graceMilliseconds: 5_000 })));
}

export async function endAllOrphans(paths: ProcessPaths): Promise<void> {
  await endOrphans(paths);
  rmSync(paths.records, { force: true });
}

/** Also what was started just before the keeper died and is in no record, and grandchildren whose parent is gone. */
function findMarked(paths: ProcessPaths): readonly Orphan[] {
  if (process.platform !== 'linux') return [];
  const mark = `${markVariable}=${paths.mark}/`;
  const ownGroup = linuxStat('self')?.group;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const variable = environmentOf(name).find((each) => each.startsWith(mark));
    const stat = variable === undefined ? undefined : linuxStat(name);
    if (variable === undefined || stat === undefined || stat.group === ownGroup || identityOf(Number(name)) === undefined) return [];
    return [{ service: decodeURIComponent(variable.slice(mark.length)), pid: Number(name), group: stat.group, since: new Date().toISOString() }];
  });
}

function environmentOf(pid: string): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
  } catch {
    return []; // ended, or of another user
  }
}
