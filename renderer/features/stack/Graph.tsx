import '@xyflow/react/dist/base.css';
import { Background, Controls, ReactFlow } from '@xyflow/react';
import { useMemo } from 'react';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { fit, KeepFitted } from './KeepFitted.tsx';
import { layout, nodeHeight, nodeWidth } from './layout.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { ServiceNode, type ServiceNodeType } from './ServiceNode.tsx';
import { WireEdge, type WireEdgeType } from './WireEdge.tsx';
import styles from './Graph.module.css';

export interface GraphProps {
  readonly rows: readonly ServiceRow[];
  readonly edges: readonly EdgeView[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
}

const nodeTypes = { service: ServiceNode };
const edgeTypes = { wire: WireEdge };

/** Parallel wires between two services are one; what arrives at a service by the same protocol is named once. */
function wires(edges: readonly EdgeView[], shown: ReadonlySet<string>, chosen: string | undefined): WireEdgeType[] {
  const grouped = Map.groupBy(edges.filter(({ from, to }) => shown.has(from) && shown.has(to)), ({ from, to }) => `${from} → ${to}`);
  const named = new Set<string>();
  return [...grouped].flatMap(([id, [first, ...others]]) => {
    if (first === undefined) return [];
    const { from, to } = first;
    const near = chosen === from || chosen === to;
    const protocol = [...new Set([first, ...others].map((edge) => edge.protocol))].join(', ');
    const isNamed = named.has(`${to} ${protocol}`);
    named.add(`${to} ${protocol}`);
    return [{ id, type: 'wire', source: from, target: to, data: { protocol: isNamed ? undefined : protocol }, ariaLabel: `${from} uses ${to} by ${protocol}`, className: near ? 'near' : chosen === undefined ? '' : 'far', focusable: false, selectable: false }];
  });
}

/** Services from the entry at the left to what stands behind; positions follow from the topology alone. */
export function Graph({ rows, edges, chosen, onChoose }: GraphProps) {
  const names = rows.map(({ service }) => service.name);
  const shape = JSON.stringify([names, edges]);
  // By its text: the push of a state makes new arrays, and must not lay out again.
  // oxlint-disable-next-line react/exhaustive-deps
  const places = useMemo(() => layout(names, edges), [shape]);
  const nodes = rows.map((row): ServiceNodeType => ({
    id: row.service.name,
    type: 'service',
    position: places.get(row.service.name) ?? { x: 0, y: 0 },
    data: { row },
    selected: row.service.name === chosen,
    width: nodeWidth,
    height: nodeHeight,
    ariaLabel: `${row.service.name}, ${row.status.state}`,
  }));
  return (
    <ReactFlow
      onKeyDown={(event) => {
        const name = event.key === 'Enter' && event.target instanceof HTMLElement ? event.target.dataset.id : undefined;
        if (name !== undefined) onChoose(name);
      }}
      className={styles.graph ?? ''}
      nodes={nodes}
      edgeTypes={edgeTypes}
      edges={wires(edges, new Set(names), chosen)}
      nodeTypes={nodeTypes}
      fitView
      fitViewOptions={fit}
      minZoom={0.2}
      maxZoom={1.6}
      nodesDraggable={false}
      nodesConnectable={false}
      disableKeyboardA11y
      onNodeClick={(_event, node) => onChoose(node.id)}
      onPaneClick={() => onChoose(undefined)}
      onlyRenderVisibleElements={rows.length > 200}
      aria-label="Services and how they are wired"
    >
      <KeepFitted />
      <Background gap={24} size={1} />
      <Controls showInteractive={false} fitViewOptions={fit} />
    </ReactFlow>
  );
}
