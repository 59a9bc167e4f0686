import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { copyText } from '../../lib/clipboard.ts';
import { formatAmount } from '../../lib/format.ts';
import { usePreferences, type Density } from '../../lib/preferences.ts';
import { tableText, type TableFormat } from '../../lib/table-text.ts';
import { GridHeader } from './GridHeader.tsx';
import { extended, noSelection, toggled } from './selection.ts';
import type { GridColumn } from './types.ts';
import { trackTemplate, useColumns } from './use-columns.ts';
import { useHiddenRight } from './use-hidden-right.ts';
import { useRowWindow } from './use-row-window.ts';
import styles from './DataGrid.module.css';

export interface DataGridProps<Row> {
  /** Where: column order and widths are kept by it. */
  readonly place: string;
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Key of the row whose details are shown. */
  readonly chosen: string | undefined;
  readonly onChoose: (key: string | undefined) => void;
  /** Key of the row one comes back to: it has the cursor and the grid the focus from the beginning. */
  readonly startAt?: string | undefined;
  /** Below the titles while there is no row. */
  readonly empty?: ReactNode;
  /** The last row came into view: more may be loaded. */
  readonly onEnd?: () => void;
  /** Whether the first row is at the top: what is new may come in above it without moving what is read. */
  readonly onTop?: (isAtTop: boolean) => void;
}

const rowHeights: Readonly<Record<Density, number>> = { compact: 26, usual: 30, roomy: 36 };
const formats: Readonly<Record<string, TableFormat>> = { c: 'tsv', C: 'csv', J: 'json' };

/** Rows of one height: j/k and arrows move, Enter opens, Space marks, Shift extends, Ctrl-C copies (with Shift as CSV). */
export function DataGrid<Row>({ place, label, columns, rows, keyOf, chosen, onChoose, startAt, empty, onEnd, onTop }: DataGridProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = rowHeights[usePreferences((preferences) => preferences.density)];
  const used = useColumns(place, columns);
  const view = useRowWindow(scroller, { count: rows.length, rowHeight });
  const hidesMore = useHiddenRight(scroller);
  const [selection, setSelection] = useState(noSelection);
  const keyAt = (index: number): string => {
    const row = rows[index];
    return row === undefined ? '' : keyOf(row);
  };
  const chosenIndex = chosen === undefined ? -1 : rows.findIndex((row) => keyOf(row) === chosen);
  const [cursor, setCursor] = useState(() => (startAt === undefined ? -1 : rows.findIndex((row) => keyOf(row) === startAt)));
  const id = useId();
  const at = cursor >= 0 && cursor < rows.length ? cursor : chosenIndex;
  const isEndSeen = view.end >= rows.length;
  useEffect(() => {
    if (isEndSeen && rows.length > 0) onEnd?.();
  }, [isEndSeen, rows.length, onEnd]);
  const isComingBack = useRef(startAt !== undefined);
  useEffect(() => {
    if (!isComingBack.current || !view.isMeasured) return;
    isComingBack.current = false;
    if (cursor >= 0) view.scrollTo(cursor);
    scroller.current?.focus({ preventScroll: true });
  }, [cursor, view]);
  const tracks = { gridTemplateColumns: trackTemplate(used.placed), minWidth: used.placed.reduce((sum, { width }) => sum + width, 0) };

  const copy = (format: TableFormat): void => {
    const marked = rows.filter((row, index) => (selection.marked.size > 0 ? selection.marked.has(keyOf(row)) : index === at));
    if (marked.length === 0) return;
    const texts = marked.map((row) => used.placed.map(({ column }) => column.text(row)));
    void copyText(tableText(used.placed.map(({ column }) => column.title), texts, format), `${formatAmount(marked.length, 'row')} as ${format.toUpperCase()}`);
  };
  const move = (to: number, extend: boolean): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setCursor(index);
    view.scrollTo(index);
    if (extend) setSelection((before) => extended(before.anchor < 0 ? { ...before, anchor: Math.max(0, at) } : before, index, keyAt));
    else if (chosen !== undefined) onChoose(keyAt(index));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const moves: Readonly<Record<string, number>> = { ArrowDown: at + 1, j: at + 1, J: at + 1, ArrowUp: at - 1, k: at - 1, K: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: rows.length - 1 };
    const copied = event.ctrlKey || event.metaKey ? formats[event.key] : undefined;
    const to = event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
    if (copied !== undefined) copy(copied);
    else if (to !== undefined) move(to, event.shiftKey);
    else if (event.key === 'Enter' && at >= 0) onChoose(keyAt(at));
    else if (event.key === ' ' && at >= 0) setSelection((before) => toggled(before, keyAt(at), at));
    else if (event.key === 'Escape' && selection.marked.size > 0) setSelection(noSelection);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent, index: number): void => {
    setCursor(index);
    if (event.shiftKey) setSelection((before) => extended(before, index, keyAt));
    else if (event.ctrlKey || event.metaKey) setSelection((before) => toggled(before, keyAt(index), index));
    else {
      setSelection({ ...noSelection, anchor: index });
      onChoose(keyAt(index));
    }
  };
  return (
    <>
      <div ref={scroller} className={styles.grid} data-more={hidesMore || undefined} data-empty={(rows.length === 0 && empty !== undefined) || undefined} role="grid" aria-label={label} aria-rowcount={rows.length + 1} aria-multiselectable aria-activedescendant={at >= view.first && at < view.end ? `${id}-${at}` : undefined} tabIndex={0} onKeyDown={onKeyDown} onScroll={(event) => onTop?.(event.currentTarget.scrollTop < rowHeight)}>
        <GridHeader columns={used} tracks={tracks} />
        <div role="rowgroup" className={styles.body} style={{ height: view.height }}>
          {rows.slice(view.first, view.end).map((row, position) => {
            const index = view.first + position;
            const key = keyOf(row);
            return (
              <div
                key={key}
                id={`${id}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={selection.marked.has(key) || key === chosen}
                className={styles.row}
                data-chosen={key === chosen || undefined}
                data-marked={selection.marked.has(key) || undefined}
                data-cursor={index === at || undefined}
                style={{ ...tracks, height: rowHeight, transform: `translateY(${view.topOf(index)}px)` }}
                onClick={(event) => onClick(event, index)}
              >
                {used.placed.map(({ column }) => (
                  <div key={column.id} role="gridcell" className={styles.cell} data-align={column.align} data-mono={column.mono} title={column.text(row)}>
                    {column.cell?.(row) ?? column.text(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      {rows.length === 0 ? empty : undefined}
    </>
  );
}
