/** What a series of measurements says; all in the unit of the samples. */
export interface Summary {
  readonly count: number;
  readonly minimum: number;
  readonly median: number;
  readonly maximum: number;
  /** Between the first and the third quartile: half of the samples lie within it. */
  readonly spread: number;
}

/** The value below which a share (0 to 1) of the samples lies, interpolated between neighbours. Throws without samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error('there is nothing to summarise');
  return low + (high - low) * (at - Math.floor(at));
}

export function summarise(samples: readonly number[]): Summary {
  return {
    count: samples.length,
    minimum: quantile(samples, 0),
    median: quantile(samples, 0.5),
    maximum: quantile(samples, 1),
    spread: quantile(samples, 0.75) - quantile(samples, 0.25),
  };
}

/**
 * The exponent of cost ~ size^exponent, fitted through all points: 1 is linear, 2 is quadratic. What is the same for every size
 * makes it smaller, never larger.
 */
export function growth(points: readonly { readonly size: number; readonly cost: number }[]): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(logs.map((each) => each.x)), mean(logs.map((each) => each.y))];
  const across = logs.reduce((sum, each) => sum + (each.x - x) * (each.y - y), 0);
  const square = logs.reduce((sum, each) => sum + (each.x - x) ** 2, 0);
  return across / square;
}
