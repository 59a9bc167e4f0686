import { usePreferences } from '../../lib/preferences.ts';
import type { GridColumn } from './types.ts';

export interface PlacedColumn<Row> {
  readonly column: GridColumn<Row>;
  readonly width: number;
  readonly grows: boolean;
}

export interface Columns<Row> {
  readonly placed: readonly PlacedColumn<Row>[];
  readonly resize: (id: string, width: number) => void;
  /** Puts a column before another. */
  readonly move: (id: string, before: string) => void;
}

const narrowest = 48;

/** Tracks of a row: what no column takes is left free at the end. */
export function trackTemplate<Row>(placed: readonly PlacedColumn<Row>[]): string {
  const tracks = placed.map(({ width, grows }) => (grows ? `minmax(${width}px, 1fr)` : `${width}px`));
  return placed.some(({ grows }) => grows) ? tracks.join(' ') : `${tracks.join(' ')} 1fr`;
}

/** Columns as this user left them at this place. */
export function useColumns<Row>(place: string, columns: readonly GridColumn<Row>[]): Columns<Row> {
  const layout = usePreferences((preferences) => preferences.grids[place]);
  const setGrid = usePreferences((preferences) => preferences.setGrid);
  const rank = (id: string, index: number): number => {
    const kept = layout?.order.indexOf(id) ?? -1;
    return kept < 0 ? 1_000 + index : kept;
  };
  const ranked = columns.map((column, index) => ({ column, rank: rank(column.id, index) })).toSorted((a, b) => a.rank - b.rank);
  const placed = ranked.map(({ column }) => {
    const width = layout?.widths[column.id];
    return { column, width: width ?? column.width, grows: width === undefined && column.grows === true };
  });
  const order = placed.map(({ column }) => column.id);
  const widths = layout?.widths ?? {};
  return {
    placed,
    resize: (id, width) => setGrid(place, { order, widths: { ...widths, [id]: Math.max(narrowest, Math.round(width)) } }),
    move: (id, before) => {
      if (id === before) return;
      setGrid(place, { order: order.flatMap((each) => (each === id ? [] : each === before ? [id, each] : [each])), widths });
    },
  };
}
