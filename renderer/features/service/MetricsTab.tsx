import { Button } from '@mantine/core';
import { IconChartLine, IconZoomReset } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { useMetrics, useMetricSamples, type TimeRange } from '../../lib/metrics.ts';
import { seriesColours } from '../../lib/series-colour.ts';
import { useCurrentStack, useStackSnapshot } from '../../lib/stacks.ts';
import { useStart } from '../../lib/use-start.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StartButton } from '../../ui/StartButton.tsx';
import type { TabProps } from './tab-props.ts';
import styles from './tabs.module.css';

const MetricCharts = lazyPart(async () => (await import('../../ui/charts/MetricCharts.tsx')).MetricCharts, <Skeleton lines={10} />);

const spans = [
  { value: '300', label: '5 min' },
  { value: '900', label: '15 min' },
  { value: '3600', label: '1 h' },
  { value: '21600', label: '6 h' },
  { value: '86400', label: '24 h' },
];
/** Samples of each second are of use only where seconds can be seen. */
const liveSeconds = 3_600;

/** What the service takes of this machine, over time. */
export function MetricsTab({ row: { service } }: TabProps) {
  const { file } = useCurrentStack().summary;
  const start = useStart(file, service.name);
  const [span = '300', setSpan] = useUrlState('range');
  const seconds = Number(span);
  const [zoomed, setZoomed] = useState<TimeRange>();
  const names = useStackSnapshot(file).data?.status.services.map(({ name }) => name) ?? [];
  const { data: recorded = [], error, isFetched, dataUpdatedAt } = useMetrics({ file, services: [service.name], seconds, ...(zoomed === undefined ? {} : { range: zoomed }) });
  const all = useMetricSamples(file, zoomed === undefined && seconds <= liveSeconds);
  const samples = useMemo(() => (zoomed !== undefined ? [] : all.flatMap(({ time, services }) => (services[service.name] === undefined ? [] : [{ time, services: { [service.name]: services[service.name] ?? {} } }]))), [all, service.name, zoomed]);
  const now = Math.max(samples.at(-1)?.time ?? 0, dataUpdatedAt);
  const range = useMemo(() => zoomed ?? { from: now - seconds * 1_000, until: now }, [now, seconds, zoomed]);
  if (!isFetched) return <Skeleton lines={10} />;
  return (
    <>
      {error === null ? undefined : <ErrorState error={failureOf(error)} />}
      <div className={styles.bar}>
        <Choice name="service-metrics-span" data={spans} value={span} onChange={(value) => { setZoomed(undefined); setSpan(value); }} aria-label="Time span" />
        {zoomed === undefined ? undefined : (
          <Button leftSection={<IconZoomReset size={14} />} onClick={() => setZoomed(undefined)}>
            Back to now
          </Button>
        )}
      </div>
      {recorded.length === 0 && samples.length === 0 ? (
        error === null && <EmptyState icon={IconChartLine} title="Nothing was measured in this time" action={<StartButton start={start} what={service.name} />} code={`stackyard up ${service.name}`}>
          While it runs, its processor, memory and network are recorded each ten seconds.
        </EmptyState>
      ) : (
        <MetricCharts recorded={recorded} samples={samples} colours={seriesColours(names)} range={range} onZoom={setZoomed} />
      )}
    </>
  );
}
