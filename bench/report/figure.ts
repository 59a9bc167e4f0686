import { summarise, type Summary } from './statistics.ts';

export type Bound = { readonly atMost: number } | { readonly atLeast: number };

/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** What is held against the bound. */
  readonly value: number;
  /** Absent for a figure that is only told. */
  readonly bound?: Bound;
  readonly summary?: Summary;
  readonly note?: string;
}

/** The median of a series. */
export function series({ samples, ...rest }: Omit<Figure, 'value' | 'summary'> & { readonly samples: readonly number[] }): Figure {
  const summary = summarise(samples);
  return { ...rest, value: summary.median, summary };
}

export type Verdict = 'ok' | 'missed' | '';

export function verdict({ value, bound }: Figure): Verdict {
  if (bound === undefined) return '';
  const holds = 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;
  return holds ? 'ok' : 'missed';
}
