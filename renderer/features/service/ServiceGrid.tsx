import { useMemo } from 'react';
import { formatBytes, formatPercent } from '../../lib/format.ts';
import { leastCpu } from '../../lib/loads.ts';
import { hostPorts, portText, type ServiceRow } from '../../lib/service-rows.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { newestOf, seriesOf, useRecentMetrics, type RecentMetrics } from './use-recent-metrics.ts';
import styles from './ServiceScreen.module.css';

export interface ServiceGridProps {
  readonly file: string;
  readonly rows: readonly ServiceRow[];
  readonly onChoose: (name: string | undefined) => void;
}

const spark = { width: 64, height: 18 };
const percent = (value: number | undefined): string => (value === undefined ? '' : formatPercent(value));
const bytes = (value: number | undefined): string => (value === undefined ? '' : formatBytes(value));

function columnsOf(metrics: RecentMetrics, withWhy: boolean): readonly GridColumn<ServiceRow>[] {
  const measured = (row: ServiceRow, type: 'cpu.percent' | 'memory.bytes', text: string) => (
    <span className={styles.measured}>
      {text === '' ? undefined : <Sparkline values={seriesOf(metrics, row.service.name, type)} label={`${row.service.name}, last two minutes`} {...spark} {...(type === 'cpu.percent' ? { least: leastCpu } : {})} />}
      <span className={styles.measure}>{text}</span>
    </span>
  );
  const cpu = ({ service }: ServiceRow) => percent(newestOf(metrics, service.name, 'cpu.percent'));
  const memory = ({ service }: ServiceRow) => bytes(newestOf(metrics, service.name, 'memory.bytes'));
  return [
    {
      id: 'name',
      title: 'Service',
      width: 170,
      text: ({ service }) => service.name,
      cell: ({ service }) => (
        <span className={styles.gridName}>
          <CategoryIcon category={service.category} size={15} />
          {service.name}
        </span>
      ),
    },
    { id: 'state', title: 'State', width: 116, text: ({ status }) => status.state, cell: ({ status }) => <StateBadge state={status.state} /> },
    { id: 'replicas', title: 'Replicas', width: 76, align: 'right', text: ({ status: { replicas } }) => `${replicas.ready}/${replicas.wanted}` },
    { id: 'cpu', title: 'CPU', width: 140, align: 'right', text: cpu, cell: (row) => measured(row, 'cpu.percent', cpu(row)) },
    { id: 'memory', title: 'Memory', width: 150, align: 'right', text: memory, cell: (row) => measured(row, 'memory.bytes', memory(row)) },
    { id: 'restarts', title: 'Restarts', width: 76, align: 'right', text: ({ status }) => String(status.restarts) },
    { id: 'title', title: 'Kind', width: 110, text: ({ service }) => service.title },
    { id: 'ports', title: 'Ports', width: 180, mono: true, text: ({ status }) => status.ports.map(portText).join(', '), cell: ({ status }) => hostPorts(status.ports) },
    ...(withWhy ? [{ id: 'why', title: 'Why', width: 260, text: ({ why }: ServiceRow) => why ?? '' }] : []),
    { id: 'image', title: 'Image', width: 220, mono: true, grows: true, text: ({ status }) => status.image },
  ];
}

/** Every service with what it takes of this machine now. */
export function ServiceGrid({ file, rows, onChoose }: ServiceGridProps) {
  const metrics = useRecentMetrics(file);
  // All is well most of the time: then the room is the image's.
  const withWhy = rows.some(({ why }) => why !== undefined);
  const columns = useMemo(() => columnsOf(metrics, withWhy), [metrics, withWhy]);
  return <DataGrid place="services" label="Services" columns={columns} rows={rows} keyOf={({ service }) => service.name} chosen={undefined} onChoose={onChoose} />;
}
