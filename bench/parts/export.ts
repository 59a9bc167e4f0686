import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toolsFolder } from '../../scripts/tools/provide.ts';
import { inChild } from '../measure/child.ts';
import { runCommand, type Command } from '../measure/command.ts';
import { interleave } from '../measure/interleave.ts';
import { series, type Figure } from '../report/figure.ts';
import { growth, summarise } from '../report/statistics.ts';
import type { Part } from './part.ts';

const runs = 5;
const sizes = [50, 100, 200, 400];
const bounded = 200;
const targets = ['compose', 'kubernetes', 'helm'] as const;
type Exported = Readonly<Record<'first', Readonly<Record<string, number>>>> & { readonly later: Readonly<Record<string, readonly number[]>> };

const root = join(import.meta.dirname, '..', '..');

export const exportPart: Part = {
  id: 'export',
  title: 'export: the demo, stacks of many services, and whole commands; no engine',
  async run({ say }) {
    const bySize = new Map<string, Exported[]>(['demo', ...sizes.map(String)].map((size) => [size, []]));
    for (let run = 1; run <= runs; run += 1) {
      say(`export, round ${run} of ${runs} …`);
      for (const [size, all] of bySize) all.push(await inChild<Exported>(join(import.meta.dirname, 'export-child.ts'), [size]));
    }
    return [...targets.flatMap((target) => inProcess(target, bySize)), ...(await wholeProcesses(say))];
  },
};

function inProcess(target: (typeof targets)[number], bySize: ReadonlyMap<string, readonly Exported[]>): readonly Figure[] {
  const samples = (size: string, of: 'first' | 'later'): readonly number[] => (bySize.get(size) ?? []).flatMap((each) => each[of][target] ?? []);
  const points = sizes.map((size) => ({ size, cost: summarise(samples(String(size), 'later')).median }));
  return [
    series({ name: `export ${target}: demo, first in its process`, unit: 'ms', samples: samples('demo', 'first'), bound: { atMost: 150 }, ...(target === 'compose' ? { note: 'code that the three share is warm for the other two' } : {}) }),
    series({ name: `export ${target}: ${bounded} services, first in its process`, unit: 'ms', samples: samples(String(bounded), 'first'), bound: { atMost: 1500 } }),
    { name: `export ${target}: grows with the size to the power of`, unit: '', value: growth(points), bound: { atMost: 1.2 }, note: '1 is linear, 2 quadratic' },
  ];
}

/** The command line from its bundle, on an output folder that is up to date; and Helm's own on the same chart. */
async function wholeProcesses(say: (message: string) => void): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'stackyard-bench-export-'));
  try {
    await cp(join(root, 'resources', 'demo'), join(folder, 'shop'), { recursive: true, filter: (path) => !path.includes('node_modules') });
    const command = (...words: readonly string[]): Command => ({ program: process.execPath, words: [join(root, 'bin', 'stackyard.js'), 'export', ...words], directory: join(folder, 'shop'), environment: { STACKYARD_HOME: join(folder, 'home'), NO_COLOR: '1' } });
    for (const target of targets) await runCommand(command(target));
    const helm = join(toolsFolder, 'bin', 'helm');
    const hasHelm = existsSync(helm);
    if (!hasHelm) say('helm is not there, so the chart is not held against it; `npm run tools` builds it');
    say('export --check and helm …');
    const own = { compose: command('compose', '--check'), kubernetes: command('kubernetes', '--check'), helm: command('helm', '--check') };
    const times = await interleave(own, { runs: 15 });
    const checks = targets.map((target) => series({ name: `export ${target} --check: demo, whole process`, unit: 'ms', samples: times[target], bound: { atMost: 500 } }));
    if (!hasHelm) return checks;
    const side = await interleave({ own: command('helm'), nothing: { program: process.execPath, words: ['--eval', ''] }, template: { program: helm, words: ['template', 'shop', join(folder, 'shop', 'deploy', 'helm')] } }, { runs: 15 });
    const cold: number[] = [];
    while (cold.length < 15) cold.push((await inChild<Exported>(join(import.meta.dirname, 'export-child.ts'), ['demo', 'helm'])).first['helm'] ?? Number.NaN);
    return [
      ...checks,
      series({ name: 'export helm: demo, alone and first in its process', unit: 'ms', samples: cold }),
      series({ name: 'helm template of the same chart, whole process', unit: 'ms', samples: side.template }),
      { name: 'export helm, against one helm template', unit: '×', value: summarise(side.own).median / summarise(side.template).median, bound: { atMost: 1 }, note: 'both as whole processes' },
      { name: 'export helm in its process, against one helm template', unit: '×', value: summarise(cold).median / summarise(side.template).median },
      series({ name: 'export helm: demo, whole process', unit: 'ms', samples: side.own }),
      series({ name: 'a process of Node that does nothing', unit: 'ms', samples: side.nothing, note: 'whole processes pay it, and Helm does not' }),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
