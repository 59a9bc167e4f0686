/** Chromium clips elements at 33.5 M px; far below that all of it still scrolls smoothly. */
const tallest = 8_000_000;

export interface WindowInput {
  readonly count: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

export interface RowWindow {
  /** Height of the spacer in pixels. */
  readonly height: number;
  /** Virtual pixels for one of the scroll bar; 1 while the rows fit below the limit. */
  readonly scale: number;
}

export function rowWindow({ count, rowHeight, viewHeight }: WindowInput): RowWindow {
  const total = count * rowHeight;
  if (total <= tallest) return { height: total, scale: 1 };
  return { height: tallest, scale: (total - viewHeight) / (tallest - viewHeight) };
}

/** First and one past the last row in view, with some around so that a fast scroll shows no gap. */
export function rowsInView(offset: number, { count, rowHeight, viewHeight }: WindowInput): readonly [number, number] {
  const around = 6;
  return [Math.max(0, Math.floor(offset / rowHeight) - around), Math.min(count, Math.ceil((offset + viewHeight) / rowHeight) + around)];
}

/** The offset that brings a row into view with the least movement. */
export function offsetFor(index: number, offset: number, { rowHeight, viewHeight }: WindowInput): number {
  const top = index * rowHeight;
  // Not measured yet, or too low for a row: the same answer however often it is asked.
  if (top < offset || viewHeight < rowHeight) return top;
  return top + rowHeight > offset + viewHeight ? top + rowHeight - viewHeight : offset;
}
