import type { MetricSeries, MetricType } from '../../services/contract/views/history-view.ts';

/** What a service takes now, and what it took lately. */
export interface Load {
  /** Percent of one core; the oldest first. */
  readonly cpu: readonly (number | null)[];
  readonly bytes: number | undefined;
}

/** Percent. The least that the top of a picture of the processor stands for, so that an idle service looks idle. */
export const leastCpu = 5;
/** What was not measured for so long takes nothing now: it ended. */
const staleMilliseconds = 30_000;

export function loadsOf(series: readonly MetricSeries[]): ReadonlyMap<string, Load> {
  const newest = Math.max(0, ...series.map(({ times }) => times.at(-1) ?? 0));
  const current = series.filter(({ times }) => newest - (times.at(-1) ?? 0) < staleMilliseconds);
  const of = (service: string, type: MetricType): readonly (number | null)[] => current.find((each) => each.service === service && each.type === type)?.values ?? [];
  return new Map([...new Set(current.map(({ service }) => service))].map((service) => [service, { cpu: of(service, 'cpu.percent'), bytes: of(service, 'memory.bytes').findLast((each) => each !== null) ?? undefined }]));
}
