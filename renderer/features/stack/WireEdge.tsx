import { BaseEdge, EdgeLabelRenderer, getBezierPath, type Edge, type EdgeProps } from '@xyflow/react';
import styles from './Graph.module.css';

/** `protocol` stands where the wire arrives; only the first of those that arrive with the same one names it. */
export type WireEdgeType = Edge<{ readonly protocol: string | undefined }, 'wire'>;

export function WireEdge(props: EdgeProps<WireEdgeType>) {
  const { id, data, targetX, targetY } = props;
  const [path] = getBezierPath(props);
  return (
    <>
      <BaseEdge id={id} path={path} />
      {data?.protocol === undefined ? undefined : (
        <EdgeLabelRenderer>
          <div className={styles.label} style={{ transform: `translate(-100%, -100%) translate(${targetX - 6}px, ${targetY - 2}px)` }}>
            {data.protocol}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}
