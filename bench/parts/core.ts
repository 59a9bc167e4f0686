import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Progress } from '../../services/contract/results.ts';
import type { Command } from '../measure/command.ts';
import { watchedSeconds, watchUsage, windowSeconds } from '../measure/watch-usage.ts';
import { series } from '../report/figure.ts';
import type { BenchStack } from '../stack/bench-stack.ts';
import type { Part } from './part.ts';

/** What stays and watches over a stack. Its first lines tell when each service was seen ready. */
const stayingCommand = (stack: BenchStack): Command => stack.command('up', '--watch', '--json');

export const corePart: Part = {
  id: 'core',
  title: 'the process that stays, ten services, nothing happens',
  async run({ stack, say }) {
    const own = await stack();
    const { program, words, directory, environment } = stayingCommand(own);
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...environment }, ...(directory === undefined ? {} : { cwd: directory }) });
    const exited = once(child, 'exit');
    try {
      await untilReady(child.stdout.setEncoding('utf8'), 10);
      say(`the core at rest, for ${watchedSeconds} s …`);
      const { shares, resident } = await watchUsage([child.pid ?? 0]);
      return [
        series({ name: 'core at rest: memory (RSS)', unit: 'MB', samples: resident, bound: { atMost: 150 } }),
        series({ name: 'core at rest: processor', unit: '% of a core', samples: shares, bound: { atMost: 1 }, note: `windows of ${windowSeconds} s` }),
      ];
    } finally {
      child.kill('SIGTERM');
      await exited;
    }
  },
};

/** Until so many services were told to be ready. */
async function untilReady(output: AsyncIterable<string>, count: number): Promise<void> {
  const ready = new Set<string>();
  let rest = '';
  for await (const text of output) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const item = JSON.parse(line) as Progress;
      if (item.type === 'service' && item.state === 'ready') ready.add(item.service);
    }
    if (ready.size === count) return;
  }
  throw new Error(`the process ended with ${ready.size} of ${count} services ready`);
}
