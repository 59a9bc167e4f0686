import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { MetricSample, MetricSeries, MetricType } from '../../../services/contract/views/history-view.ts';
import { formatBytes, formatByteTicks, formatPercent, formatPercentTicks } from '../../lib/format.ts';
import { chartData, type ChartData } from '../../lib/chart-data.ts';
import type { TimeRange } from '../../lib/metrics.ts';
import { TimeChart } from './TimeChart.tsx';
import styles from './MetricCharts.module.css';

export interface MetricChartsProps {
  readonly recorded: readonly MetricSeries[];
  readonly samples: readonly MetricSample[];
  readonly colours: ReadonlyMap<string, string>;
  readonly range: TimeRange;
  readonly onZoom: (range: TimeRange) => void;
}

const count = (value: number): string => String(Math.round(value));
const perSecond = (text: string): string => `${text}/s`;
const bytesPerSecond = (value: number): string => perSecond(formatBytes(value));
const byteTicksPerSecond = (values: readonly number[]): readonly string[] => formatByteTicks(values).map(perSecond);

const charts: readonly { readonly type: MetricType; readonly title: string; readonly format: (value: number) => string; readonly ticks: (values: readonly number[]) => readonly string[]; readonly isCount?: true }[] = [
  { type: 'cpu.percent', title: 'Processor', format: formatPercent, ticks: formatPercentTicks },
  { type: 'memory.bytes', title: 'Memory', format: formatBytes, ticks: formatByteTicks },
  { type: 'network.received', title: 'Network in', format: bytesPerSecond, ticks: byteTicksPerSecond },
  { type: 'network.sent', title: 'Network out', format: bytesPerSecond, ticks: byteTicksPerSecond },
  { type: 'restarts', title: 'Restarts', format: count, ticks: (values) => values.map(count), isCount: true },
];

/** Counts of nothing are said, not drawn. */
const isQuiet = ({ lines }: ChartData): boolean => [...lines.values()].every((line) => line.every((value) => value === null || value === 0));

function Quiet({ title }: { readonly title: string }) {
  return (
    <section className={styles.quiet} aria-label={title}>
      <h2>{title}</h2>
      <span>none in this time</span>
    </section>
  );
}

/** All measures of some services, one chart each. */
export function MetricCharts({ recorded, samples, colours, range, onZoom }: MetricChartsProps) {
  // Colours of a canvas are of the scheme that it was drawn in.
  const scheme = useComputedColorScheme('light');
  const all = useMemo(() => charts.map((chart) => ({ ...chart, data: chartData(chart.type, { recorded, samples, order: [...colours.keys()] }) })), [recorded, samples, colours]);
  return (
    <div className={styles.charts}>
      {all.map(({ type, title, format, ticks, data, isCount = false }) => isCount && isQuiet(data) ? (
        <Quiet key={type} title={title} />
      ) : (
        <TimeChart key={[type, scheme, ...data.lines.keys()].join(' ')} title={title} data={data} colours={colours} format={format} ticks={ticks} isCount={isCount} range={range} onZoom={onZoom} group="metrics" />
      ))}
    </div>
  );
}
