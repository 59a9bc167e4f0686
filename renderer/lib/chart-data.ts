import type { MetricSample, MetricSeries, MetricType } from '../../services/contract/views/history-view.ts';

export interface ChartData {
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  /** A line for each service, with `null` where nothing was measured. */
  readonly lines: ReadonlyMap<string, readonly (number | null)[]>;
}

/** Recorded series and the samples after them on one axis. */
export function chartData(type: MetricType, recorded: readonly MetricSeries[], samples: readonly MetricSample[]): ChartData {
  const series = recorded.filter((each) => each.type === type);
  const last = Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0));
  const later = samples.filter(({ time }) => time > last);
  const times = [...new Set([...series.flatMap((each) => each.times), ...later.map(({ time }) => time)])].toSorted((one, other) => one - other);
  const place = new Map(times.map((time, index) => [time, index]));
  const lines = new Map<string, (number | null)[]>();
  const lineOf = (service: string): (number | null)[] => {
    const line = lines.get(service) ?? Array.from({ length: times.length }, () => null);
    lines.set(service, line);
    return line;
  };
  for (const { service, times: own, values } of series) {
    const line = lineOf(service);
    for (const [index, time] of own.entries()) line[place.get(time) ?? 0] = values[index] ?? null;
  }
  for (const { time, services } of later) {
    for (const [service, measures] of Object.entries(services)) {
      const value = measures[type];
      if (value !== undefined) lineOf(service)[place.get(time) ?? 0] = value;
    }
  }
  return { times: times.map((time) => time / 1_000), lines };
}
