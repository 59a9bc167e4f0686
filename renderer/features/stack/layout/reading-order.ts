import type { Place } from './layout.ts';

/** Names from left to right, in a column from top to bottom: the order in which Tab goes through the picture. */
export function readingOrder(places: ReadonlyMap<string, Place>): readonly string[] {
  return [...places].sort(([, a], [, b]) => a.x - b.x || a.y - b.y).map(([name]) => name);
}
