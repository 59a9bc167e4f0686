import { useReactFlow, useStore, useStoreApi } from '@xyflow/react';
import { useEffect, useRef, type RefObject } from 'react';
import { fittedView, viewWith } from './fitted-view.ts';

/** The first click of two opens the pane: the node must still be there for the second. */
const restMilliseconds = 350;

export interface KeepFittedProps {
  readonly isMoved: RefObject<boolean>;
  readonly chosen: string | undefined;
}

/** While the user has not moved the picture, it is fitted anew when a pane opens or the stack grows; what is chosen stays in sight in any case. */
export function KeepFitted({ isMoved, chosen }: KeepFittedProps) {
  const { getNodesBounds, getNodes, getViewport, setViewport } = useReactFlow();
  const store = useStoreApi();
  const size = useStore(({ width, height, nodeLookup }) => `${width} ${height} ${nodeLookup.size}`);
  const fittedTo = useRef('');
  useEffect(() => {
    const isFitting = !isMoved.current && fittedTo.current !== size;
    if (!isFitting && chosen === undefined) return undefined;
    const timer = setTimeout(
      () => {
        const { width, height } = store.getState();
        const nodes = getNodes();
        if (width === 0 || nodes.length === 0) return;
        const fitted = isFitting ? fittedView(getNodesBounds(nodes), { width, height }) : getViewport();
        fittedTo.current = size;
        const node = chosen === undefined ? undefined : nodes.find(({ id }) => id === chosen);
        void setViewport(node === undefined ? fitted : viewWith(fitted, getNodesBounds([node]), { width, height }));
      },
      fittedTo.current === '' ? 0 : restMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [getNodesBounds, getNodes, getViewport, setViewport, store, size, isMoved, chosen]);
  return undefined;
}
