import type { Progress } from '../../contract/results.ts';

/** What a job told, numbered from 1. Bytes of pulls and lines of builds come by the thousand: of each layer only the newest is kept, and the steps of a build. */
export interface JobHistory {
  readonly last: number;
  add(item: Progress): void;
  /** Items after that number, in order. */
  after(number: number): readonly Progress[];
}

function layerOf(item: Progress): string | undefined {
  if (item.type !== 'image') return undefined;
  const [step = ''] = /^Step \d+\/\d+ : /.exec(item.phase) ?? [];
  return `${item.image}\n${item.layer ?? ''}\n${step}`;
}

export function createJobHistory(): JobHistory {
  const items = new Map<number, Progress>();
  const layers = new Map<string, number>();
  let last = 0;
  return {
    get last() {
      return last;
    },
    add(item) {
      last += 1;
      const layer = layerOf(item);
      if (layer !== undefined) {
        items.delete(layers.get(layer) ?? 0);
        layers.set(layer, last);
      }
      items.set(last, item);
    },
    after(number) {
      if (number >= last) return [];
      return [...items].filter(([each]) => each > number).map(([, item]) => item);
    },
  };
}
