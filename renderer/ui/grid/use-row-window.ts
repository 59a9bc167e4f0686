import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import { offsetFor, rowsInView, rowWindow } from './window.ts';

export interface UsedRowWindow {
  /** Whether the height of the view is known: only then a row can be brought into it. */
  readonly isMeasured: boolean;
  readonly height: number;
  readonly first: number;
  readonly end: number;
  /** Pixels from the spacer's top at which a row stands. */
  readonly topOf: (index: number) => number;
  readonly scrollTo: (index: number) => void;
  /** Rows before the view came or went: what is read stays where it is. */
  readonly shift: (rows: number) => void;
}

export interface RowWindowOptions {
  readonly count: number;
  /** Pixels. */
  readonly rowHeight: number;
  /** The user scrolled; whether the last row is in view. */
  readonly onScroll?: (atEnd: boolean) => void;
}

/** Rows of one height, however many: only those in view exist. */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, { count, rowHeight, onScroll: told }: RowWindowOptions): UsedRowWindow {
  const [viewHeight, setViewHeight] = useState(0);
  const [position, setPosition] = useState({ offset: 0, top: 0 });
  const current = useRef({ offset: 0, ignored: -1 });
  const size = { count, rowHeight, viewHeight };
  const { height, scale } = rowWindow(size);
  const most = Math.max(0, count * rowHeight - viewHeight);
  const onUserScroll = useRef(told);
  useEffect(() => {
    onUserScroll.current = told;
  });

  const moveTo = useCallback(
    (wanted: number) => {
      const element = scroller.current;
      if (element === null) return;
      const offset = Math.min(most, Math.max(0, wanted));
      const top = Math.round(offset / scale);
      current.current = { offset, ignored: top };
      element.scrollTop = top;
      // The same place is no change: whoever calls this after each drawing must not cause another.
      setPosition((before) => (before.offset === offset && before.top === top ? before : { offset, top }));
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
      onUserScroll.current?.(top * scale >= most - rowHeight / 2);
      // Painted in the same frame: otherwise a fast scroll shows blank rows.
      flushSync(() => setPosition({ offset: top * scale, top }));
    };
    const onWheel = (event: WheelEvent): void => {
      if (scale === 1 || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      moveTo(current.current.offset + event.deltaY);
      onUserScroll.current?.(current.current.offset >= most - rowHeight / 2);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [moveTo, most, rowHeight, scale, scroller]);

  const offset = Math.min(position.offset, most);
  const [first, end] = rowsInView(offset, size);
  return {
    isMeasured: viewHeight > 0,
    height,
    first,
    end,
    topOf: (index) => index * rowHeight - offset + (scale === 1 ? offset : position.top),
    scrollTo: (index) => moveTo(offsetFor(index, current.current.offset, size)),
    shift: (rows) => moveTo(current.current.offset + rows * rowHeight),
  };
}
