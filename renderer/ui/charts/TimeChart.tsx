import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { ChartData } from '../../lib/chart-data.ts';
import type { TimeRange } from '../../lib/metrics.ts';
import styles from './TimeChart.module.css';

export interface TimeChartProps {
  readonly title: string;
  readonly data: ChartData;
  /** By service. */
  readonly colours: ReadonlyMap<string, string>;
  readonly format: (value: number) => string;
  /** All ticks of the axis at once: they have one unit. */
  readonly ticks: (values: readonly number[]) => readonly string[];
  /** Milliseconds since 1970. */
  readonly range: TimeRange;
  readonly onZoom: (range: TimeRange) => void;
  /** Charts of one group share their crosshair. */
  readonly group: string;
  readonly height?: number;
  /** Its values are counts: no tick between two of them. */
  readonly isCount?: boolean;
}

/** Seconds. What is measured each ten seconds has no gap for one measure that is missing, or that another service has and it has not. */
const shortGap = 30;
const fewPoints = 40;
const countSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 10_000];

/** Seconds: from here on a label is hours and minutes, which needs less room than one with seconds. */
const minutesFrom = 240;
const secondSteps = [1, 2, 5, 10, 15, 30, 60];
const minuteSteps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880, 10_080, 43_200].map((minutes) => minutes * 60);

/** Three rows of charts fill the window, where it is high enough; counts need less. */
const usualHeight = (isCount: boolean): number => (isCount ? 110 : Math.min(300, Math.max(150, Math.round((innerHeight - 470) / 2))));

/** uPlot draws on a canvas, which knows no variables: a colour is read where it stands. */
function colourOf(element: Element, colour: string): string {
  const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
  return name === undefined ? colour : getComputedStyle(element).getPropertyValue(name).trim();
}

function optionsOf(element: HTMLElement, { data, colours, ticks, group, isCount = false, height = usualHeight(isCount), onZoom }: TimeChartProps): uPlot.Options {
  const axis = { stroke: colourOf(element, 'var(--muted)'), grid: { stroke: colourOf(element, 'var(--line)'), width: 1 }, ticks: { show: false }, font: '11px "Inter Variable", sans-serif' };
  return {
    width: element.clientWidth,
    height,
    cursor: { sync: { key: group }, drag: { x: true, y: false, setScale: false }, points: { size: 6 } },
    legend: { show: false },
    scales: { x: { time: true }, y: { range: (_chart, _low, high) => [0, Math.max(high * 1.1, 1)] } },
    axes: [{ ...axis, size: 26, space: (...[, , from, to]) => (to - from >= minutesFrom ? 46 : 76), incrs: (...[, , from, to]) => (to - from >= minutesFrom ? minuteSteps : secondSteps), values: (...[, splits, , , step]) => splits.map((split) => clock(split, step)) }, { ...axis, size: 64, values: (_chart, splits) => [...ticks(splits)], ...(isCount ? { incrs: countSteps } : {}) }],
    series: [{}, ...[...data.lines.keys()].map((service) => ({ label: service, stroke: colourOf(element, colours.get(service) ?? 'var(--muted)'), width: 1.5, ...lines }))],
    hooks: {
      setSelect: [
        (chart) => {
          const { left, width } = chart.select;
          if (width < 4) return;
          onZoom({ from: chart.posToVal(left, 'x') * 1_000, until: chart.posToVal(left + width, 'x') * 1_000 });
          chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
    },
  };
}

/** Few measures are points as well: a line needs two. */
const lines: uPlot.Series = {
  points: { size: 4, show: (...[, , first, last]) => last - first < fewPoints },
  gaps: (...[chart, , , , found]) => found.filter(([from, to]) => chart.posToVal(to, 'x', true) - chart.posToVal(from, 'x', true) > shortGap),
};

const day = 86_400;

/** `17:05`, with seconds where the ticks are closer, the day where they are farther apart. */
function clock(seconds: number, step: number): string {
  const date = new Date(seconds * 1_000);
  if (step >= day) return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', ...(step < 60 ? { second: '2-digit' } : {}) });
}

const alignedOf = ({ times, lines }: ChartData): uPlot.AlignedData => [[...times], ...[...lines.values()].map((line) => [...line])];

/** Made for the services and colours that it has first: give it a key of them. Lines over time: one crosshair for all charts of a group, drag to zoom, gaps as gaps; the newest values stand beside it. */
export function TimeChart(props: TimeChartProps) {
  const { title, data, colours, format, range } = props;
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const made = new uPlot(optionsOf(element, { ...latest.current, onZoom: (zoomed) => latest.current.onZoom(zoomed) }), alignedOf(latest.current.data), element);
    chart.current = made;
    const resize = (): void => made.setSize({ width: element.clientWidth, height: latest.current.height ?? usualHeight(latest.current.isCount === true) });
    const observer = new ResizeObserver(resize);
    observer.observe(element);
    // A window that only grows higher changes no width.
    addEventListener('resize', resize);
    return () => {
      removeEventListener('resize', resize);
      observer.disconnect();
      made.destroy();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => {
    chart.current?.batch(() => {
      chart.current?.setData(alignedOf(data), false);
      chart.current?.setScale('x', { min: range.from / 1_000, max: range.until / 1_000 });
    });
  }, [data, range]);
  const newest = [...data.lines].map(([service, line]) => {
    const value = line.findLast((each) => each !== null);
    return [service, value === undefined || value === null ? '–' : format(value)] as const;
  });
  // One line needs no names: its value stands at the right of the title.
  const isAlone = newest.length <= 1;
  return (
    <section className={styles.chart} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {isAlone ? newest.map(([service, value]) => <b key={service}>{value}</b>) : undefined}
      </header>
      <div className={styles.body}>
        <div ref={box} className={styles.box} />
        {isAlone ? undefined : (
          <ul className={styles.legend} style={{ maxHeight: props.height ?? usualHeight(props.isCount === true) }}>
            {newest.map(([service, value]) => (
              <li key={service} title={service}>
                <span className={styles.dot} style={{ background: colours.get(service) }} />
                <span className={styles.name}>{service}</span>
                <b>{value}</b>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
