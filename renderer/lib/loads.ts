import type { MetricSeries, MetricType } from '../../services/contract/views/history-view.ts';

/** What a service takes now, and what it took lately. */
export interface Load {
  /** Percent of one core, as measured; the oldest first. */
  readonly cpu: readonly number[];
  readonly bytes: number | undefined;
}

/** Percent. The least that the top of a picture of the processor stands for, so that an idle service looks idle. */
export const leastCpu = 5;
/** What was not measured for so long takes nothing now: it ended. */
const staleMilliseconds = 30_000;

export function loadsOf(series: readonly MetricSeries[]): ReadonlyMap<string, Load> {
  const lastOf = ({ times, values }: MetricSeries): number => times[values.findLastIndex((each) => each !== null)] ?? 0;
  const newest = Math.max(0, ...series.map(lastOf));
  const current = series.filter((each) => newest - lastOf(each) < staleMilliseconds);
  // Spans between two measures are empty: recorded is less often than a chart has points.
  const of = (service: string, type: MetricType): readonly number[] => current.find((each) => each.service === service && each.type === type)?.values.filter((each) => each !== null) ?? [];
  return new Map([...new Set(current.map(({ service }) => service))].map((service) => [service, { cpu: of(service, 'cpu.percent'), bytes: of(service, 'memory.bytes').at(-1) }]));
}
