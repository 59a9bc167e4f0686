import { parseDuration, parseSize } from './units.ts';

const filters: Readonly<Record<string, (value: string | number) => number | undefined>> = {
  bytes: (value) => parseSize(value),
  kilobytes: (value) => whole(parseSize(value), 1024),
  megabytes: (value) => whole(parseSize(value), 1024 ** 2),
  seconds: (value) => whole(parseDuration(value), 1),
  milliseconds: (value) => whole(parseDuration(value), 0.001),
};

export const filterNames: readonly string[] = Object.keys(filters);

/** A size or duration as a whole number of the filter's unit, rounded down; undefined where it is neither. */
export function filterValue(filter: string, value: unknown): number | undefined {
  return typeof value === 'string' || typeof value === 'number' ? filters[filter]?.(value) : undefined;
}

function whole(value: number | undefined, unit: number): number | undefined {
  return value === undefined ? undefined : Math.floor(Math.round((value / unit) * 1e6) / 1e6);
}
