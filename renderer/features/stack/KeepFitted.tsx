import { useReactFlow, useStore } from '@xyflow/react';
import { useEffect, useRef, type RefObject } from 'react';

export const fit = { padding: 0.08, maxZoom: 1.3, minZoom: 0.4 };

/** The first click of two opens the pane: the node must still be there for the second. */
const restMilliseconds = 350;

/** While the user has not moved the picture, it stays whole when a pane opens or the stack grows. */
export function KeepFitted({ isMoved }: { readonly isMoved: RefObject<boolean> }) {
  const { fitView } = useReactFlow();
  const size = useStore(({ width, height, nodeLookup }) => `${width} ${height} ${nodeLookup.size}`);
  const fittedTo = useRef('');
  useEffect(() => {
    if (isMoved.current || fittedTo.current === size) return undefined;
    const timer = setTimeout(
      () => {
        fittedTo.current = size;
        void fitView(fit);
      },
      fittedTo.current === '' ? 0 : restMilliseconds,
    );
    return () => clearTimeout(timer);
  }, [fitView, size, isMoved]);
  return undefined;
}
