import type { Place } from './layout.ts';

/** Pixels between two points, about. */
const distance = 4;

const between = (from: Place, to: Place, part: number): Place => ({ x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part });

/** From corner to corner: no curve between them is longer. */
const lengthOf = (corners: readonly Place[]): number => corners.slice(1).reduce((sum, { x, y }, index) => sum + Math.hypot(x - (corners[index]?.x ?? x), y - (corners[index]?.y ?? y)), 0);

/** De Casteljau, for lines and curves alike. */
function pointOf(corners: readonly Place[], part: number): Place {
  let current = corners;
  while (current.length > 1) current = current.slice(1).map((corner, index) => between(current[index] ?? corner, corner, part));
  return current[0] ?? { x: 0, y: 0 };
}

/** Points along a path of M, L, C and Q with absolute coordinates, close enough to each other to stand for it. */
export function pointsOn(path: string): readonly Place[] {
  const points: Place[] = [];
  for (const [, command = '', text = ''] of path.matchAll(/([MLCQ])([^MLCQ]+)/g)) {
    const numbers = text.trim().split(/[ ,]+/).map(Number);
    const corners = Array.from({ length: numbers.length / 2 }, (_, index): Place => ({ x: numbers[index * 2] ?? 0, y: numbers[index * 2 + 1] ?? 0 }));
    const start = points.at(-1);
    if (start === undefined || command === 'M') points.push(...corners);
    else {
      const steps = Math.max(1, Math.ceil(lengthOf([start, ...corners]) / distance));
      for (let step = 1; step <= steps; step += 1) points.push(pointOf([start, ...corners], step / steps));
    }
  }
  return points;
}
