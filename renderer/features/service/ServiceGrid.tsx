import { useMemo, type ReactNode } from 'react';
import { formatBytes, formatPercent } from '../../lib/format.ts';
import { leastCpu, type Load } from '../../lib/loads.ts';
import { useLoads } from '../../lib/metrics.ts';
import { hostPorts, kindText, portText, type ServiceRow } from '../../lib/service-rows.ts';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { nameColumnWidth } from './name-column.ts';
import { newestOf, useRecentMetrics, type RecentMetrics } from './use-recent-metrics.ts';
import styles from './ServiceScreen.module.css';

export interface ServiceGridProps {
  readonly file: string;
  readonly rows: readonly ServiceRow[];
  /** The service one comes back from. */
  readonly startAt: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
  /** Shown where there is no row. */
  readonly empty: ReactNode;
}

const spark = { width: 64, height: 18 };
const percent = (value: number | undefined): string => (value === undefined ? '' : formatPercent(value));
const bytes = (value: number | undefined): string => (value === undefined ? '' : formatBytes(value));

function Measured({ row: { service }, load, text }: { readonly row: ServiceRow; readonly load: Load | undefined; readonly text: string }) {
  return (
    <span className={styles.measured}>
      {text === '' || load === undefined ? undefined : <Sparkline values={load.cpu} label={`Processor of ${service.name}, last five minutes`} least={leastCpu} {...spark} />}
      <span className={styles.measure}>{text}</span>
    </span>
  );
}

interface ColumnsInput {
  readonly metrics: RecentMetrics;
  readonly loads: ReadonlyMap<string, Load>;
  /** Pixels. */
  readonly nameWidth: number;
  readonly withWhy: boolean;
}

function columnsOf({ metrics, loads, nameWidth, withWhy }: ColumnsInput): readonly GridColumn<ServiceRow>[] {
  const cpu = ({ service }: ServiceRow) => percent(newestOf(metrics, service.name, 'cpu.percent'));
  const memory = ({ service }: ServiceRow) => bytes(newestOf(metrics, service.name, 'memory.bytes'));
  return [
    {
      id: 'name',
      title: 'Service',
      width: nameWidth,
      text: ({ service }) => service.name,
      cell: ({ service }) => (
        <span className={styles.gridName}>
          <CategoryIcon category={service.category} size={15} />
          <span className={styles.gridNameText}>{service.name}</span>
        </span>
      ),
    },
    { id: 'state', title: 'State', width: 116, text: ({ status }) => status.state, cell: ({ status }) => <StateBadge state={status.state} /> },
    { id: 'replicas', title: 'Replicas', width: 76, align: 'right', text: ({ status: { replicas } }) => `${replicas.ready}/${replicas.wanted}` },
    { id: 'cpu', title: 'CPU, last 5 min', width: 150, align: 'right', text: cpu, cell: (row) => <Measured row={row} load={loads.get(row.service.name)} text={cpu(row)} /> },
    { id: 'memory', title: 'Memory', width: 90, align: 'right', text: memory },
    { id: 'restarts', title: 'Restarts', width: 76, align: 'right', text: ({ status }) => String(status.restarts) },
    { id: 'title', title: 'Kind', width: 110, text: kindText },
    { id: 'ports', title: 'Ports', width: 180, mono: true, text: ({ status }) => status.ports.map(portText).join(', '), cell: ({ status }) => hostPorts(status.ports) },
    ...(withWhy ? [{ id: 'why', title: 'Why', width: 260, text: ({ why }: ServiceRow) => why ?? '' }] : []),
    { id: 'image', title: 'Image', width: 220, mono: true, grows: true, text: ({ status }) => status.image },
  ];
}

/** Every service with what it takes of this machine now. */
export function ServiceGrid({ file, rows, startAt, onChoose, empty }: ServiceGridProps) {
  const metrics = useRecentMetrics(file);
  const loads = useLoads(file);
  // All is well most of the time: then the room is the image's.
  const withWhy = rows.some(({ why }) => why !== undefined);
  const nameWidth = nameColumnWidth(rows.map(({ service }) => service.name));
  const columns = useMemo(() => columnsOf({ metrics, loads, nameWidth, withWhy }), [metrics, loads, nameWidth, withWhy]);
  return <DataGrid place="services" label="Services" columns={columns} rows={rows} keyOf={({ service }) => service.name} chosen={undefined} startAt={startAt} onChoose={onChoose} empty={empty} />;
}
