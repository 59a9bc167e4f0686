import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { offsetFor, rowsInView, rowWindow } from './window.ts';

export interface UsedRowWindow {
  readonly height: number;
  readonly first: number;
  readonly end: number;
  /** Pixels from the spacer's top at which a row stands. */
  readonly topOf: (index: number) => number;
  readonly scrollTo: (index: number) => void;
}

/** Rows of one height, however many: only those in view exist. */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, count: number, rowHeight: number): UsedRowWindow {
  const [viewHeight, setViewHeight] = useState(0);
  const [position, setPosition] = useState({ offset: 0, top: 0 });
  const current = useRef({ offset: 0, ignored: -1 });
  const size = { count, rowHeight, viewHeight };
  const { height, scale } = rowWindow(size);
  const most = Math.max(0, count * rowHeight - viewHeight);

  const moveTo = useCallback(
    (wanted: number) => {
      const element = scroller.current;
      if (element === null) return;
      const offset = Math.min(most, Math.max(0, wanted));
      const top = Math.round(offset / scale);
      current.current = { offset, ignored: top };
      element.scrollTop = top;
      setPosition({ offset, top });
    },
    [most, scale, scroller],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setViewHeight(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const onScroll = (): void => {
      const top = element.scrollTop;
      if (top === current.current.ignored) {
        current.current.ignored = -1;
        return;
      }
      current.current.offset = top * scale;
      // Painted in the same frame: otherwise a fast scroll shows blank rows.
      flushSync(() => setPosition({ offset: top * scale, top }));
    };
    const onWheel = (event: WheelEvent): void => {
      if (scale === 1 || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      moveTo(current.current.offset + event.deltaY);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [moveTo, scale, scroller]);

  const offset = Math.min(position.offset, most);
  const [first, end] = rowsInView(offset, size);
  return {
    height,
    first,
    end,
    topOf: (index) => index * rowHeight - offset + (scale === 1 ? offset : position.top),
    scrollTo: (index) => moveTo(offsetFor(index, current.current.offset, size)),
  };
}
