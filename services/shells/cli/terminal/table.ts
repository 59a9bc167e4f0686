import { displayText } from './display-text.ts';
import type { Colour, Paint } from './style.ts';
import { displayWidth, padEnd, truncate } from './width.ts';

export interface Cell {
  readonly text: string;
  readonly colour: Colour;
}

export interface TableOptions {
  readonly head: readonly string[];
  readonly rows: readonly (readonly (string | Cell)[])[];
  readonly paint: Paint;
  /** Width of the terminal; lines are left whole when unknown. */
  readonly columns?: number | undefined;
}

const gap = 2;

/** Lines of a table, aligned by display width; the last column takes what is left of the terminal. */
export function renderTable({ head, rows, paint, columns }: TableOptions): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: displayText(cell), colour: undefined } : { text: displayText(cell.text), colour: cell.colour })));
  const widths = head.map((title, column) => Math.max(displayWidth(title), ...cells.map((row) => displayWidth(row[column]?.text ?? ''))));
  const before = widths.slice(0, -1).reduce((sum, width) => sum + width + gap, 0);
  const last = head.length - 1;
  const room = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(12, columns - before);
  const line = (texts: readonly { text: string; colour: Colour | undefined }[]) =>
    texts
      .map(({ text, colour }, column) => {
        const shown = column === last ? truncate(text, room) : padEnd(text, (widths[column] ?? 0) + gap);
        return colour === undefined ? shown : paint(colour, shown);
      })
      .join('')
      .trimEnd();
  return [line(head.map((text) => ({ text, colour: 'dim' }))), ...cells.map(line)];
}
