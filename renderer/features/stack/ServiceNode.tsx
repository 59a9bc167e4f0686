import { Handle, Position, type Node, type NodeProps } from '@xyflow/react';
import { CategoryIcon } from '../../ui/CategoryIcon.tsx';
import { StateBadge } from '../../ui/StateBadge.tsx';
import { stateLooks } from '../../ui/states.ts';
import { portText, type ServiceRow } from '../../lib/service-rows.ts';
import { nodeHeight } from './layout/layout.ts';
import type { Plug } from './layout/wires.ts';
import styles from './ServiceNode.module.css';

export type ServiceNodeType = Node<{ readonly row: ServiceRow; readonly plugs: readonly Plug[] }, 'service'>;

const mostPorts = 2;

export function ServiceNode({ data: { row, plugs }, selected, positionAbsoluteY }: NodeProps<ServiceNodeType>) {
  const { service, status, why } = row;
  const ports = status.ports.slice(0, mostPorts).map(portText).join(', ') + (status.ports.length > mostPorts ? ` +${status.ports.length - mostPorts}` : '');
  return (
    <div className={styles.node} data-selected={selected || undefined} data-quiet={status.state === 'stopped' || undefined} style={{ borderLeftColor: stateLooks[status.state].color }} title={why}>
      <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
      {plugs.map(({ protocol, at, width }) => (
        <span key={protocol} className={styles.plug} style={{ width, top: at.y - positionAbsoluteY - nodeHeight / 2 }}>
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
        {why ?? <code>{ports === '' ? 'no port' : ports}</code>}
      </div>
      <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
    </div>
  );
}
