import { BaseEdge, type Edge, type EdgeProps } from '@xyflow/react';

export type WireEdgeType = Edge<{ readonly path: string }, 'wire'>;

/** A wire on the way that the layout found for it. */
export function WireEdge({ id, data }: EdgeProps<WireEdgeType>) {
  return <BaseEdge id={id} path={data?.path ?? ''} />;
}
