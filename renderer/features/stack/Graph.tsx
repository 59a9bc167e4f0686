import '@xyflow/react/dist/base.css';
import { Background, Controls, ReactFlow } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import type { EdgeTraffic } from '../../../services/contract/views/history-view.ts';
import type { EdgeView } from '../../../services/contract/views/stack-view.ts';
import { fit } from './fitted-view.ts';
import { KeepFitted } from './KeepFitted.tsx';
import { labelPlaces } from './layout/labels.ts';
import { layout, nodeHeight, nodeWidth } from './layout/layout.ts';
import { readingOrder } from './layout/reading-order.ts';
import { wires } from './layout/wires.ts';
import { useLoads } from '../../lib/metrics.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { ratesBetween } from '../../lib/rates.ts';
import { asButton, ServiceNode, type ServiceNodeType } from './ServiceNode.tsx';
import { WireEdge, type WireEdgeType } from './WireEdge.tsx';
import styles from './Graph.module.css';

export interface AskedMenu {
  readonly name: string;
  readonly at: { readonly x: number; readonly y: number };
  /** The node, which has the focus again after it. */
  readonly node: Element;
}

export interface GraphProps {
  readonly file: string;
  readonly rows: readonly ServiceRow[];
  readonly edges: readonly EdgeView[];
  readonly traffic: readonly EdgeTraffic[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string | undefined) => void;
  readonly onOpen: (name: string) => void;
  /** The menu of a service was asked for, there in the window. */
  readonly onMenu: (menu: AskedMenu) => void;
}

const nodeTypes = { service: ServiceNode };
const edgeTypes = { wire: WireEdge };
const size = { width: nodeWidth, height: nodeHeight };
const words = { 'controls.ariaLabel': 'Zoom', 'controls.zoomIn.ariaLabel': 'Zoom in', 'controls.zoomOut.ariaLabel': 'Zoom out', 'controls.fitView.ariaLabel': 'Fit view' };

/** Services from the entry at the left to what stands behind; positions follow from the topology alone. */
export function Graph({ file, rows, edges, traffic, chosen, onChoose, onOpen, onMenu }: GraphProps) {
  const names = rows.map(({ service }) => service.name);
  const shape = JSON.stringify([names, edges]);
  const { places, order, drawn, labels } = useMemo(() => {
    const placed = layout(names, edges);
    const all = wires(edges, placed);
    return { places: placed.places, order: new Map(readingOrder(placed.places).map((name, index) => [name, index])), drawn: all, labels: labelPlaces(all.wires, all.plugs, placed) };
    // By its text: the push of a state makes new arrays, and must not lay out again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [shape]);
  const loads = useLoads(file);
  const isMoved = useRef(false);
  const near = (from: string, to: string): string => (chosen === from || chosen === to ? 'near' : chosen === undefined ? '' : 'far');
  const read = rows.toSorted((a, b) => (order.get(a.service.name) ?? 0) - (order.get(b.service.name) ?? 0));
  const nodes = read.map((row): ServiceNodeType => ({
    id: row.service.name,
    type: 'service',
    position: places.get(row.service.name) ?? { x: 0, y: 0 },
    data: { row, plugs: drawn.plugs.filter(({ to }) => to === row.service.name), load: row.status.replicas.ready > 0 ? loads.get(row.service.name) : undefined },
    selected: row.service.name === chosen,
    ...size,
    // Without it React Flow measures each node anew after each push, and takes all wires away until it has.
    measured: size,
    ...asButton(row.service.name === chosen),
  }));
  const lines = drawn.wires.map(({ id, from, to, protocol, path }): WireEdgeType => {
    const rates = ratesBetween(traffic, from, to);
    return {
      id,
      type: 'wire',
      source: from,
      target: to,
      data: { path, at: labels.get(id), rates },
      ariaLabel: `${from} uses ${to} by ${protocol}${rates === undefined ? '' : `, ${rates.long}`}`,
      className: `${near(from, to)} ${rates?.isBusy === true ? 'busy' : ''}`,
      focusable: false,
      selectable: false,
      zIndex: near(from, to) === 'near' ? 1 : 0,
    };
  });
  return (
    <ReactFlow
      onKeyDown={(event) => {
        const name = (event.key === 'Enter' || event.key === ' ') && event.target instanceof HTMLElement ? event.target.dataset['id'] : undefined;
        if (name === undefined) return;
        event.preventDefault();
        onChoose(name);
      }}
      className={styles.graph ?? ''}
      nodes={nodes}
      edgeTypes={edgeTypes}
      edges={lines}
      nodeTypes={nodeTypes}
      ariaLabelConfig={words}
      fitView
      fitViewOptions={fit}
      attributionPosition="bottom-left"
      minZoom={0.2}
      maxZoom={1.6}
      nodesDraggable={false}
      nodesConnectable={false}
      disableKeyboardA11y
      onNodeClick={(_event, node) => onChoose(node.id)}
      onNodeDoubleClick={(_event, node) => onOpen(node.id)}
      zoomOnDoubleClick={false}
      onNodeContextMenu={(event, node) => {
        event.preventDefault();
        // By the keyboard it has no place of its own: then below the node's name.
        const box = event.currentTarget.getBoundingClientRect();
        onMenu({ name: node.id, node: event.currentTarget, at: event.clientX > 0 ? { x: event.clientX, y: event.clientY } : { x: box.left + 16, y: box.top + 28 } });
      }}
      // Without an event it is the picture that fits itself.
      onMoveStart={(event) => {
        if (event !== null) isMoved.current = true;
      }}
      onPaneClick={() => onChoose(undefined)}
      onlyRenderVisibleElements={rows.length > 200}
      aria-label="Services and how they are wired"
    >
      <KeepFitted isMoved={isMoved} chosen={chosen} />
      <Background gap={24} size={1} />
      <Controls showInteractive={false} fitViewOptions={fit} />
    </ReactFlow>
  );
}
