import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { ForReaders } from '../../ui/ForReaders.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { stateLooks } from '../../ui/states.ts';
import { formatBytes, formatPercent } from '../../lib/format.ts';
import { leastCpu, type Load } from '../../lib/loads.ts';
import { portAddress, type ServiceRow } from '../../lib/service-rows.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { nodeHeight } from './layout/layout.ts';
import type { Plug } from './layout/wires.ts';
import styles from './ServiceNode.module.css';

export type ServiceNodeType = Node<{ readonly row: ServiceRow; readonly plugs: readonly Plug[]; readonly load: Load | undefined }, 'service'>;

const spark = { width: 56, height: 16 };

/** What a node is to the keyboard and to a screen reader: a button that opens the service's details. Its name is what stands in it. */
export const asButton = (isChosen: boolean): Pick<ServiceNodeType, 'ariaRole' | 'domAttributes'> => ({ ariaRole: 'button', domAttributes: { 'aria-roledescription': undefined, 'aria-pressed': isChosen } });

/** Lately and now, of what runs. */
function LoadLine({ name, load: { cpu, bytes } }: { readonly name: string; readonly load: Load }) {
  const now = cpu.at(-1);
  return (
    <div className={styles.load} aria-hidden>
      <Sparkline values={cpu} label={`Processor of ${name}, last five minutes`} least={leastCpu} {...spark} />
      <span>{now === undefined ? '' : formatPercent(now)}</span>
      <span className={styles.bytes}>{bytes === undefined ? '' : formatBytes(bytes)}</span>
    </div>
  );
}

export function ServiceNode({ data: { row, plugs, load }, selected, positionAbsoluteY }: NodeProps<ServiceNodeType>) {
  const { service, status, why } = row;
  const [address, ...more] = status.ports.flatMap((port) => portAddress(port) ?? []);
  return (
    <div className={styles.node} data-selected={selected || undefined} data-quiet={status.state === 'stopped' || undefined} style={{ borderLeftColor: stateLooks[status.state].color }} title={why}>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      {plugs.map(({ protocol, at, width }) => (
        <span key={protocol} aria-hidden className={styles.plug} style={{ width, top: at.y - positionAbsoluteY - nodeHeight / 2 }}>
          {protocol}
        </span>
      ))}
      <div className={styles.top}>
        <CategoryIcon category={service.category} size={16} />
        <span className={styles.name} title={service.name}>{service.name}</span>
        {service.title === service.name ? undefined : <span className={styles.title}>{service.title}</span>}
      </div>
      <div className={styles.row}>
        <StateBadge state={status.state} />
        {status.replicas.wanted > 1 ? (
          <span className={styles.replicas}>
            {status.replicas.ready}/{status.replicas.wanted}
          </span>
        ) : undefined}
      </div>
      <div className={styles.foot} data-why={why !== undefined || undefined}>
        {why ?? (
          <>
            <code>{address ?? 'no port on this machine'}</code>
            {more.length === 0 ? undefined : <span title={more.join(', ')}> +{more.length}</span>}
          </>
        )}
      </div>
      {load === undefined || why !== undefined ? undefined : <LoadLine name={service.name} load={load} />}
      <ForReaders>Show its details</ForReaders>
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
    </div>
  );
}
