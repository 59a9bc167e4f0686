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
  /** Milliseconds of a fixed loop before the run: cores that others share run faster at one time than at another. */
  readonly loop: number;
}

const additions = 100_000_000;

/** The shortest of some runs: what the core can do when it is let. */
function timeLoop(): number {
  const runs = Array.from({ length: 5 }, () => {
    const began = performance.now();
    let sum = 0;
    for (let each = 0; each < additions; each += 1) sum += each % 7;
    return sum > 0 ? performance.now() - began : Number.POSITIVE_INFINITY;
  });
  return Math.round(Math.min(...runs));
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
    loop: timeLoop(),
  };
}
