import { join } from 'node:path';
import { inChild } from '../measure/child.ts';
import { series, type Figure } from '../report/figure.ts';
import type { Part } from './part.ts';

const runs = 5;
const module = join(import.meta.dirname, 'demuxer-child.ts');

interface Case {
  readonly name: string;
  /** Payload bytes of a frame, and megabytes in all. */
  readonly payload: number;
  readonly total: number;
  /** So many bytes are headers that speed in bytes says nothing: told, not bounded. */
  readonly tiny?: true;
}

const cases: readonly Case[] = [
  { name: 'lines of 120 bytes', payload: 120, total: 256 },
  { name: 'frames of 16 KB', payload: 16 * 1024, total: 512 },
  { name: 'one frame of 64 MB', payload: 64 * 2 ** 20, total: 64 },
  { name: '65,536 frames of 1 byte', payload: 1, total: (65_536 * 9) / 2 ** 20, tiny: true },
];

export const demuxerPart: Part = {
  id: 'demuxer',
  title: 'log demuxer, from the bytes of the engine to frames',
  async run({ say }) {
    const figures: Figure[] = [];
    for (const { name, payload, total, tiny } of cases) {
      say(`demuxer: ${name} …`);
      const [speeds, growths]: [number[], number[]] = [[], []];
      for (let run = 0; run < runs; run += 1) {
        const result = await inChild<{ readonly megabytesPerSecond: number; readonly grownMegabytes: number }>(module, [String(payload), String(total)]);
        speeds.push(result.megabytesPerSecond);
        growths.push(result.grownMegabytes);
      }
      const note = `${total.toFixed(1)} MB in all`;
      figures.push(series({ name: `demuxer: ${name}`, unit: 'MB/s', samples: speeds, ...(tiny === true ? { note } : { bound: { atLeast: 100 }, note }) }), series({ name: `demuxer: ${name}, memory grows by`, unit: 'MB', samples: growths, bound: { atMost: 32 } }));
    }
    return figures;
  },
};
