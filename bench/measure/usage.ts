import { readFile } from 'node:fs/promises';

/** Of one process: what it has used since its start. Linux only. */
export interface Usage {
  /** Of one core. */
  readonly processorSeconds: number;
  readonly residentMegabytes: number;
  /** The part of it that is pages of files, such as the program itself: processes of one program share them. */
  readonly fileMegabytes: number;
}

/** The kernel's unit for processor time on every platform that Node runs on. */
const ticksPerSecond = 100;

/** From the texts of /proc/<pid>/stat and /proc/<pid>/status. */
export function parseUsage(stat: string, status: string): Usage {
  // The program's name stands in parentheses and may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const megabytesOf = (name: string): number => (Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024) / 1e6;
  const [resident, file] = [megabytesOf('VmRSS'), megabytesOf('RssFile')];
  const [user, system] = [Number(fields[11]), Number(fields[12])];
  if (Number.isNaN(resident + file + user + system)) throw new Error('the process has ended');
  return { processorSeconds: (user + system) / ticksPerSecond, residentMegabytes: resident, fileMegabytes: file };
}

export async function usageOf(pid: number): Promise<Usage> {
  const [stat, status] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile(`/proc/${pid}/status`, 'utf8')]);
  return parseUsage(stat, status);
}
