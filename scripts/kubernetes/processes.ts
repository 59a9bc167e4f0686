import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { network, type ClusterFolder } from './addresses.ts';

/** The words before a command that runs inside of the cluster's network. `ip netns exec` would hide the cgroups. */
export const inNetwork: readonly [program: string, ...words: string[]] = ['nsenter', `--net=/run/netns/${network.namespace}`];

const goodbyeMilliseconds = 10_000;

/** Programs of the cluster; what was started last ends first. */
export class ClusterProcesses implements AsyncDisposable {
  readonly #folder: ClusterFolder;
  readonly #running: { readonly name: string; readonly child: ChildProcess }[] = [];

  constructor(folder: ClusterFolder) {
    this.#folder = folder;
  }

  start(name: string, words: readonly string[]): void {
    const [enter, ...entering] = inNetwork;
    const log = openSync(this.logOf(name), 'w');
    this.#running.push({ name, child: spawn(enter, [...entering, ...words], { stdio: ['ignore', log, log], detached: true }) });
  }

  logOf(name: string): string {
    return join(this.#folder.logs, `${name}.log`);
  }

  /** Asks until it holds. Rejects with the last lines of the program's log when it ended, or time is up. */
  async until(name: string, seconds: number, holds: () => Promise<boolean>): Promise<void> {
    const end = performance.now() + seconds * 1_000;
    const { child } = this.#running.find((each) => each.name === name) ?? {};
    while (!(await holds())) {
      const ended = child !== undefined && child.exitCode !== null;
      if (ended || performance.now() > end) throw new Error(`${name} ${ended ? `ended with ${child.exitCode}` : `is not there after ${seconds} s`}:\n${readFileSync(this.logOf(name), 'utf8').split('\n').slice(-15).join('\n')}`);
      await sleep(200);
    }
  }

  async end(name: string): Promise<void> {
    const found = this.#running.find((each) => each.name === name);
    if (found === undefined || found.child.exitCode !== null || found.child.signalCode !== null) return;
    const ended = once(found.child, 'exit');
    found.child.kill('SIGTERM');
    const late = setTimeout(() => found.child.kill('SIGKILL'), goodbyeMilliseconds);
    await ended;
    clearTimeout(late);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { name } of this.#running.toReversed()) await this.end(name);
  }
}
