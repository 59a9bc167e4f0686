import { join } from 'node:path';
import { inChild } from '../measure/child.ts';
import { series } from '../report/figure.ts';
import { growth, summarise } from '../report/statistics.ts';
import type { Part } from './part.ts';

const runs = 5;
const sizes = [50, 100, 200, 400];
const bounded = 200;

interface Planned {
  readonly reading: number;
  readonly first: number;
  readonly later: readonly number[];
  /** A chain of as many services that is there already. */
  readonly nothing: readonly number[];
}

export const planPart: Part = {
  id: 'plan',
  title: 'plan: desired containers and steps of a large stack, from nothing',
  async run({ say }) {
    const bySize = new Map<number, Planned[]>(sizes.map((size) => [size, []]));
    for (let run = 1; run <= runs; run += 1) {
      say(`plan, round ${run} of ${runs} …`);
      for (const [size, planned] of bySize) planned.push(await inChild<Planned>(join(import.meta.dirname, 'plan-child.ts'), [String(size)]));
    }
    const points = [...bySize].map(([size, planned]) => ({ size, planned, cost: summarise(planned.flatMap(({ later }) => later)).median }));
    return [
      ...points.flatMap(({ size, planned }) => [
        series({ name: `plan: ${size} services, first in its process`, unit: 'ms', samples: planned.map(({ first }) => first), ...(size === bounded ? { bound: { atMost: 50 } } : {}) }),
        series({ name: `plan: ${size} services`, unit: 'ms', samples: planned.flatMap(({ later }) => later), ...(size === bounded ? { bound: { atMost: 50 } } : {}) }),
      ]),
      { name: 'plan: grows with the size to the power of', unit: '', value: growth(points), bound: { atMost: 1.15 }, note: '1 is linear, 2 quadratic' },
      { name: 'plan, nothing to do: grows with the size to the power of', unit: '', value: growth(points.map(({ size, planned }) => ({ size, cost: summarise(planned.flatMap(({ nothing }) => nothing)).median }))), bound: { atMost: 1.5 }, note: 'a millisecond or less, so caches count' },
      ...points.map(({ size, planned }) => series({ name: `reading the stack: ${size} services`, unit: 'ms', samples: planned.map(({ reading }) => reading), note: 'a cold process, from source' })),
    ];
  },
};
