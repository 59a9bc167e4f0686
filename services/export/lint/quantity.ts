const suffixes: Readonly<Record<string, number>> = { m: 1e-3, '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50 };

/** An amount such as `250m`, `1.5Gi` or `2` as a number of its unit; undefined where it is none. */
export function quantityOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  const [, number, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)([a-zA-Z]*)$/.exec(typeof value === 'string' ? value : '') ?? [];
  const factor = suffixes[suffix];
  return number === undefined || factor === undefined ? undefined : Number(number) * factor;
}

/** Not set, or set to nothing: both mean no request and no limit. */
export const isZero = (value: unknown): boolean => (quantityOf(value) ?? 0) === 0;

export const sameQuantity = (one: unknown, other: unknown): boolean => (quantityOf(one) ?? 0) === (quantityOf(other) ?? 0);
