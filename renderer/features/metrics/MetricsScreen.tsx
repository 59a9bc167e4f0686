import { Button } from '@mantine/core';
import { IconChartLine, IconZoomReset } from '@tabler/icons-react';
import { useMemo } from 'react';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import { useMetrics, useMetricSamples, type TimeRange } from '../../lib/metrics.ts';
import { seriesColours } from '../../lib/series-colour.ts';
import { useCurrentStack, useStackSnapshot } from '../../lib/stacks.ts';
import { useStart } from '../../lib/use-start.ts';
import { useUrlStates } from '../../lib/url-state.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen, ToolSpace } from '../../ui/Screen.tsx';
import { ServiceChips } from '../../ui/ServiceChips.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { StartButton } from '../../ui/StartButton.tsx';
import styles from './Metrics.module.css';

const MetricCharts = lazyPart(async () => (await import('../../ui/charts/MetricCharts.tsx')).MetricCharts, <Skeleton lines={14} />);

const spans = [
  { value: '300', label: '5 min' },
  { value: '900', label: '15 min' },
  { value: '3600', label: '1 h' },
  { value: '21600', label: '6 h' },
  { value: '86400', label: '24 h' },
  { value: '604800', label: '7 d' },
];
/** Samples of each second are of use only where seconds can be seen. */
const liveSeconds = 3_600;

function rangeOf(from: string | undefined, until: string | undefined): TimeRange | undefined {
  const [start, end] = [Number(from), Number(until)];
  return from !== undefined && until !== undefined && Number.isFinite(start) && Number.isFinite(end) && end > start ? { from: start, until: end } : undefined;
}

/** Processor, memory, network and restarts of the stack's services over time. */
export function MetricsScreen() {
  const { summary } = useCurrentStack();
  const { data: snapshot } = useStackSnapshot(summary.file);
  const start = useStart(summary.file);
  const [{ span = '300', from, until, services: chosen }, change] = useUrlStates();
  const seconds = Number(span);
  const zoomed = useMemo(() => rangeOf(from, until), [from, until]);
  const services = useMemo(() => snapshot?.status.services.map(({ name }) => name) ?? [], [snapshot]);
  const colours = useMemo(() => seriesColours(services), [services]);
  const wanted = useMemo(() => (chosen === undefined ? undefined : new Set(chosen.split(','))), [chosen]);
  const { data: recorded = [], error, isFetched, dataUpdatedAt } = useMetrics({ file: summary.file, seconds, ...(wanted === undefined ? {} : { services: [...wanted] }), ...(zoomed === undefined ? {} : { range: zoomed }) });
  const all = useMetricSamples(summary.file, zoomed === undefined && seconds <= liveSeconds);
  const samples = useMemo(() => (zoomed !== undefined ? [] : wanted === undefined ? all : all.map(({ time, services: each }) => ({ time, services: Object.fromEntries(Object.entries(each).filter(([name]) => wanted.has(name))) }))), [zoomed, wanted, all]);
  const now = Math.max(samples.at(-1)?.time ?? 0, dataUpdatedAt);
  const range = useMemo(() => zoomed ?? { from: now - seconds * 1_000, until: now }, [zoomed, now, seconds]);
  const zoom = ({ from: start, until: end }: TimeRange): void => {
    change('from', String(Math.round(start)));
    change('until', String(Math.round(end)));
  };
  const reset = (): void => {
    change('from', undefined);
    change('until', undefined);
  };
  return (
    <Screen
      title="Metrics"
      tools={
        <>
          <Choice
            name="metrics-span"
            data={spans}
            value={span}
            aria-label="Time span"
            onChange={(value) => {
              reset();
              change('span', value);
            }}
          />
          {zoomed === undefined ? undefined : (
            <Button leftSection={<IconZoomReset size={14} />} onClick={reset}>
              Back to now
            </Button>
          )}
          <ToolSpace />
        </>
      }
      notices={error === null ? undefined : <ErrorState error={failureOf(error)} />}
    >
      <div className={styles.column}>
        <ServiceChips services={services} colours={colours} wanted={wanted} onChange={(next) => change('services', next === undefined ? undefined : [...next].join(','))} />
        {!isFetched && error === null && recorded.length === 0 ? (
          <div className={styles.scroll}>
            <Skeleton lines={14} />
          </div>
        ) : isFetched && recorded.length === 0 && samples.length === 0 ? (
          <EmptyState icon={IconChartLine} title="Nothing was measured in this time" action={<StartButton start={start} what="the stack" />} code="stackyard up">
            While your services run, their processor, memory and network are recorded each ten seconds.
          </EmptyState>
        ) : (
          <div className={styles.scroll} tabIndex={0} role="region" aria-label="Charts">
            <MetricCharts recorded={recorded} samples={samples} colours={colours} range={range} onZoom={zoom} />
          </div>
        )}
      </div>
    </Screen>
  );
}
