import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';
import type { Rates } from '../../lib/rates.ts';
import type { Place } from './layout/layout.ts';
import styles from './Graph.module.css';

/** `at`: the middle of its figure. */
export type WireEdgeType = Edge<{ readonly path: string; readonly at: Place | undefined; readonly rates: Rates | undefined }, 'wire'>;

/** A wire on the way that the layout found for it, and what goes over it where that is known. */
export function WireEdge({ id, data }: EdgeProps<WireEdgeType>) {
  const { path = '', at, rates } = data ?? {};
  return (
    <>
      <BaseEdge id={id} path={path} />
      {at === undefined || rates === undefined ? undefined : (
        <text className={styles.rate} x={at.x} y={at.y}>
          {rates.short}
        </text>
      )}
    </>
  );
}
