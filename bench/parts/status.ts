import { interleave } from '../measure/interleave.ts';
import { series } from '../report/figure.ts';
import type { Part } from './part.ts';

/** The least that any command of this Node takes: it shows what a miss is made of. */
export const nodeItself = { program: process.execPath, words: ['--eval', '0'] };

export const statusPart: Part = {
  id: 'status',
  title: 'stackyard status, ten services, whole process',
  async run({ stack, say }) {
    const own = await stack();
    say('status …');
    const times = await interleave({ status: own.command('status'), node: nodeItself }, { runs: 25 });
    return [series({ name: 'status', unit: 'ms', samples: times.status, bound: { atMost: 250 } }), series({ name: 'status: Node itself', unit: 'ms', samples: times.node, note: 'the floor: starts and does nothing' })];
  },
};
