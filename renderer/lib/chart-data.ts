import type { MetricSample, MetricSeries, MetricType } from '../../services/contract/views/history-view.ts';

export interface ChartData {
  /** Seconds since 1970, rising. */
  readonly times: readonly number[];
  /** A line for each service, with `null` where nothing was measured. */
  readonly lines: ReadonlyMap<string, readonly (number | null)[]>;
}

export interface Measured {
  readonly recorded: readonly MetricSeries[];
  /** The oldest first, a sample a second. */
  readonly samples: readonly MetricSample[];
  /** The order of the lines; services that are not among them come last. */
  readonly order?: readonly string[];
}

/** Milliseconds that a recorded value stands for. */
const recordEvery = 10_000;
/** Of the samples of each second in a window; with fewer its mean is of another time than a recorded one's. */
const fewestSamples = 8;

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

interface Window {
  /** Its end, in milliseconds since 1970. */
  readonly time: number;
  readonly samples: readonly MetricSample[];
}

/**
 * Windows as long as those of recorded values. A rate of one second beside means of ten is a spike that nobody had:
 * a window that is not full yet is no point.
 */
function fullWindows(samples: readonly MetricSample[], after: number): readonly Window[] {
  const first = samples[0]?.time;
  const newest = samples.at(-1)?.time ?? 0;
  if (first === undefined) return [];
  const start = after > 0 ? after : first;
  const windows = new Map<number, MetricSample[]>();
  for (const sample of samples) {
    const time = start + Math.max(1, Math.ceil((sample.time - start) / recordEvery)) * recordEvery;
    const window = windows.get(time) ?? [];
    windows.set(time, window);
    window.push(sample);
  }
  return [...windows].flatMap(([time, within]) => (time <= newest && within.length >= fewestSamples ? [{ time, samples: within }] : []));
}

/** Recorded series and the means of the samples after them on one axis. */
export function chartData(type: MetricType, { recorded, samples, order = [] }: Measured): ChartData {
  const series = recorded.filter((each) => each.type === type);
  const last = Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0));
  const later = fullWindows(samples.filter(({ time }) => time > last), last);
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
  for (const { time, samples: within } of later) {
    for (const service of new Set(within.flatMap(({ services }) => Object.keys(services)))) {
      const values = within.flatMap(({ services }) => services[service]?.[type] ?? []);
      if (values.length >= fewestSamples) lineOf(service)[place.get(time) ?? 0] = type === 'restarts' ? Math.max(...values) : meanOf(values);
    }
  }
  const placeOf = (service: string): number => (order.includes(service) ? order.indexOf(service) : order.length);
  return { times: times.map((time) => time / 1_000), lines: new Map([...lines].toSorted(([one], [other]) => placeOf(one) - placeOf(other))) };
}
