import { useMemo, type ReactNode } from 'react';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { DataGrid } from '../../ui/grid/DataGrid.tsx';
import type { GridColumn } from '../../ui/grid/types.ts';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { hostPorts, portText, type ServiceRow } from '../../lib/service-rows.ts';
import styles from './ServiceNode.module.css';

function Name({ row: { service } }: { readonly row: ServiceRow }) {
  return (
    <span className={styles.tableName}>
      <CategoryIcon category={service.category} size={15} />
      <span className={styles.name}>{service.name}</span>
    </span>
  );
}

const columnsOf = (edges: readonly EdgeView[]): readonly GridColumn<ServiceRow>[] => [
  { id: 'name', title: 'Service', width: 170, text: ({ service }) => service.name, cell: (row) => <Name row={row} /> },
  { id: 'state', title: 'State', width: 130, text: ({ status }) => status.state, cell: ({ status }) => <StateBadge state={status.state} /> },
  { id: 'replicas', title: 'Replicas', width: 80, align: 'right', text: ({ status: { replicas } }) => `${replicas.ready}/${replicas.wanted}` },
  { id: 'ports', title: 'Ports', width: 180, mono: true, text: ({ status }) => status.ports.map(portText).join(', '), cell: ({ status }) => hostPorts(status.ports) },
  { id: 'restarts', title: 'Restarts', width: 78, align: 'right', text: ({ status }) => String(status.restarts) },
  { id: 'uses', title: 'Uses', width: 250, text: ({ service }) => [...new Set(edges.flatMap(({ from, to }) => (from === service.name ? [to] : [])))].join(', ') },
  { id: 'why', title: 'Why', width: 260, grows: true, text: ({ why }) => why ?? '' },
];

export interface ServiceTableProps {
  readonly rows: readonly ServiceRow[];
  /** As the graph draws them: routes are uses as well. */
  readonly edges: readonly EdgeView[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
  /** Shown where there is no row. */
  readonly empty: ReactNode;
}

export function ServiceTable({ rows, edges, chosen, onChoose, empty }: ServiceTableProps) {
  const columns = useMemo(() => columnsOf(edges), [edges]);
  return <DataGrid place="stack" label="Services" columns={columns} rows={rows} keyOf={({ service }) => service.name} chosen={chosen} onChoose={onChoose} empty={empty} />;
}
