import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type as systemType } from 'node:os';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted a core, over the last minute, before the run. */
  readonly load: number;
  readonly commit: string;
}

export function describeMachine(directory: string): Machine {
  const [first] = cpus();
  return {
    processor: first?.model ?? 'unknown',
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${systemType()} ${release()}`,
    node: process.versions.node,
    load: loadavg()[0] ?? 0,
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { cwd: directory, encoding: 'utf8' }).trim(),
  };
}
