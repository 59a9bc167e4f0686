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

export interface FigureOptions {
  readonly bound?: Bound;
  readonly note?: string;
}

/** The median of a series. */
export function series(name: string, unit: string, samples: readonly number[], options: FigureOptions = {}): Figure {
  const summary = summarise(samples);
  return { name, unit, value: summary.median, summary, ...options };
}

export function single(name: string, unit: string, value: number, options: FigureOptions = {}): Figure {
  return { name, unit, value, ...options };
}

export type Verdict = 'ok' | 'missed' | '';

export function verdict({ value, bound }: Figure): Verdict {
  if (bound === undefined) return '';
  const holds = 'atMost' in bound ? value <= bound.atMost : value >= bound.atLeast;
  return holds ? 'ok' : 'missed';
}
