import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconChartLine } from '@tabler/icons-react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { MetricSeries, MetricType } from '../../../services/contract/views/history-view.ts';
import { useCore } from '../../lib/core.ts';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './tabs.module.css';

const ranges = [
  { value: '15m', label: '15 m', milliseconds: 900_000 },
  { value: '1h', label: '1 h', milliseconds: 3_600_000 },
  { value: '6h', label: '6 h', milliseconds: 21_600_000 },
  { value: '24h', label: '24 h', milliseconds: 86_400_000 },
];
const usual = '1h';
const points = 240;
const refreshMilliseconds = 10_000;

const looks: Readonly<Record<MetricType, { readonly title: string; readonly text: (value: number) => string }>> = {
  'cpu.percent': { title: 'CPU, of one core', text: (value) => `${value.toFixed(1)} %` },
  'memory.bytes': { title: 'Memory', text: formatBytes },
  'network.received': { title: 'Network received', text: (value) => `${formatBytes(value)}/s` },
  'network.sent': { title: 'Network sent', text: (value) => `${formatBytes(value)}/s` },
  restarts: { title: 'Restarts', text: formatCount },
};

/** In this order. */
const metricTypes = Object.keys(looks) as readonly MetricType[];

function Measure({ series, range }: { readonly series: MetricSeries; readonly range: string }) {
  const { title, text } = looks[series.type];
  const measured = series.values.filter((value) => value !== null);
  const newest = measured.at(-1);
  const peak = measured.length === 0 ? undefined : Math.max(...measured);
  return (
    <Section title={title}>
      <div className={styles.card}>
        <p className={styles.figure}>
          {newest === undefined ? '–' : text(newest)}
          {peak === undefined ? undefined : <small>at most {text(peak)}</small>}
        </p>
        <Sparkline values={series.values} width={320} height={56} label={`${title} over ${range}`} />
      </div>
    </Section>
  );
}

/** What the service takes of this machine, over time. */
export function MetricsTab({ row: { service } }: TabProps) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const [wanted = usual, setRange] = useUrlState('range');
  const range = ranges.find(({ value }) => value === wanted) ?? { value: usual, label: usual, milliseconds: 3_600_000 };
  const { data, error } = useQuery({
    queryKey: ['history.metrics', file, service.name, range.value],
    queryFn: ({ signal }) => core.history.metrics({ file, services: [service.name], types: [...metricTypes], since: new Date(Date.now() - range.milliseconds).toISOString(), points }, { signal, ...resumed }),
    refetchInterval: refreshMilliseconds,
  });
  const series = metricTypes.flatMap((type) => data?.find((each) => each.type === type) ?? []);
  return (
    <>
      <div className={styles.bar}>
        <SegmentedControl data={ranges.map(({ value, label }) => ({ value, label }))} value={range.value} onChange={(value) => setRange(value === usual ? undefined : value)} aria-label="Range" />
        <span className={styles.muted}>measured every 10 s while the stack is followed; gaps are gaps</span>
      </div>
      {error === null ? undefined : <ErrorState error={failureOf(error)} />}
      {data === undefined ? (
        error === null ? <Skeleton lines={8} /> : undefined
      ) : series.length === 0 ? (
        <EmptyState icon={IconChartLine} title={`Nothing was measured in the last ${range.label}`}>
          Memory, CPU and network of {service.name} are kept while it runs and a core follows the stack.
        </EmptyState>
      ) : (
        <div className={styles.cards}>
          {series.map((each) => (
            <Measure key={each.type} series={each} range={range.label} />
          ))}
        </div>
      )}
    </>
  );
}
