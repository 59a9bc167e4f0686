export interface SparklineSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** The top is the largest of the values, and at least this. */
  readonly least?: number;
}

export interface SparklinePaths {
  /** SVG path of the line; it breaks where nothing was measured. */
  readonly line: string;
  /** What lies between line and zero. */
  readonly area: string;
}

const inset = 1.5;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Values at equal distances from left to right, zero at the bottom. A lone value between gaps is a short dash. */
export function sparklinePaths(values: readonly (number | null)[], { width, height, least = 0 }: SparklineSize): SparklinePaths {
  const top = Math.max(least, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? width / (values.length - 1) : width;
  const heightOf = (value: number): number => round(height - inset - (top <= 0 ? 0 : Math.max(0, value / top) * (height - 2 * inset)));
  const runs: { readonly x: number; readonly y: number }[][] = [];
  let open: { x: number; y: number }[] | undefined;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      open = undefined;
      continue;
    }
    if (open === undefined) {
      open = [];
      runs.push(open);
    }
    open.push({ x: round(index * step), y: heightOf(value) });
  }
  const lines = runs.map((run) => {
    const points = run.length > 1 ? run : run.flatMap(({ x, y }) => [{ x: Math.max(0, x - 1), y }, { x: x + 1, y }]);
    return { text: points.map(({ x, y }) => `${x} ${y}`).join('L'), from: points[0]?.x ?? 0, to: points.at(-1)?.x ?? 0 };
  });
  return { line: lines.map(({ text }) => `M${text}`).join(''), area: lines.map(({ text, from, to }) => `M${from} ${height}L${text}L${to} ${height}Z`).join('') };
}
