import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same pid. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the system's own words; changes with every process and boot. */
  readonly started: string;
}

let bootId: string | undefined;

/** undefined when no such process runs (a zombie counts as gone). */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  if (process.platform === 'linux') return linuxIdentity(pid);
  try {
    const started = execFileSync('ps', ['-o', 'lstart=,state=', '-p', String(pid)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 2_000 }).trim();
    return started === '' || /\sZ\S*$/.test(started) ? undefined : { pid, started: started.replace(/\s\S+$/, '') };
  } catch {
    return undefined; // ps exits with 1 when the pid is unknown
  }
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identityOf(identity.pid)?.started === identity.started;
}

function linuxIdentity(pid: number): ProcessIdentity | undefined {
  const stat = linuxStat(pid);
  if (stat === undefined || stat.state === 'Z' || stat.state === 'X') return undefined;
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return { pid, started: `${bootId}/${stat.startTicks}` };
}

export interface LinuxStat {
  readonly state: string;
  readonly group: number;
  readonly startTicks: string;
}

/** Of /proc/PID/stat. The command name may hold spaces and brackets, so fields count from the last `)`. */
export function linuxStat(pid: number | string): LinuxStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined; // ended between listing and reading
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, group, startTicks] = [fields[0], fields[2], fields[19]];
  if (state === undefined || group === undefined || startTicks === undefined) return undefined;
  return { state, group: Number(group), startTicks };
}
