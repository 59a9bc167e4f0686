import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useLayoutEffect, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { formatAmount } from '../../lib/format.ts';
import { useRowWindow } from '../../ui/grid/use-row-window.ts';
import type { BufferedLine } from './log-buffer.ts';
import { LogRow } from './LogRow.tsx';
import type { ShownLines } from './use-log-lines.ts';
import styles from './Logs.module.css';

export interface LogListProps {
  readonly lines: ShownLines;
  readonly lineOf: (sequence: number) => BufferedLine | undefined;
  readonly colours: ReadonlyMap<string, string>;
  readonly isUtc: boolean;
  /** The last line when it stopped to go with what comes; undefined while it goes. */
  readonly heldAt: number | undefined;
  readonly onFollow: (following: boolean) => void;
  /** Sequence of the line whose details are shown. */
  readonly chosen: number | undefined;
  readonly onChoose: (sequence: number | undefined) => void;
  /** From and to, of the lines that will be copied. */
  readonly marked: readonly [number, number] | undefined;
  readonly onMark: (marked: readonly [number, number] | undefined) => void;
}

const rowHeight = 22;
/** Rows of a view are counted in steps of so many, which its size seldom changes. */
const elementsAtOnce = 64;

/**
 * Where lines follow one another, a line takes over the elements of one that left the view: a fast scroll then changes texts instead of making
 * and removing rows. A line that stays keeps its own, also when older ones are dropped.
 */
function rowKeys(lines: ShownLines, first: number, end: number): (sequence: number) => number {
  const isGapless = lines.sequenceAt(end - 1) - lines.sequenceAt(first) === end - 1 - first;
  const elements = Math.ceil((end - first) / elementsAtOnce) * elementsAtOnce;
  return isGapless ? (sequence) => sequence % elements : (sequence) => sequence;
}

/** Lines of one height. At the end it goes with what comes; anywhere else what is read stays where it is. */
export function LogList({ lines, lineOf, colours, isUtc, heldAt, onFollow, chosen, onChoose, marked, onMark }: LogListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { count } = lines;
  const view = useRowWindow(scroller, { count, rowHeight, onScroll: onFollow });
  const { scrollTo, shift } = view;
  const following = heldAt === undefined;
  const seen = useRef({ first: -1, count: 0 });
  const first = count === 0 ? -1 : lines.sequenceAt(0);

  useLayoutEffect(() => {
    const before = seen.current;
    if (following) scrollTo(count - 1);
    else if (before.first >= 0 && first > before.first) {
      // The oldest were dropped.
      const gone = Math.min(before.count, first - before.first);
      shift(-gone);
    }
    seen.current = { first, count };
  });

  const at = chosen === undefined ? -1 : lines.indexOf(chosen);
  const move = (to: number): void => {
    const index = Math.min(count - 1, Math.max(0, to));
    if (index < 0) return;
    onFollow(false);
    scrollTo(index);
    onChoose(lines.sequenceAt(index));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const from = at < 0 ? view.first : at;
    const moves: Readonly<Record<string, number>> = { ArrowDown: from + 1, j: from + 1, ArrowUp: from - 1, k: from - 1, PageDown: from + page, PageUp: from - page, Home: 0, g: 0 };
    const to = moves[event.key];
    if (event.key === 'End' || event.key === 'G') onFollow(true);
    else if (to !== undefined) move(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[aria-selected]') : null;
    if (row === null) return;
    const sequence = lines.sequenceAt(Number(row.ariaRowIndex) - 1);
    if (event.shiftKey) {
      onMark([Math.min(chosen ?? sequence, sequence), Math.max(chosen ?? sequence, sequence)]);
      return;
    }
    onMark(undefined);
    onChoose(sequence === chosen ? undefined : sequence);
  };
  const keyOf = rowKeys(lines, view.first, view.end);
  const fresh = heldAt === undefined ? 0 : count - lines.placeAfter(heldAt);
  return (
    <div className={styles.around}>
      <div ref={scroller} className={styles.list} role="grid" aria-label="Log lines" aria-rowcount={count} tabIndex={0} onKeyDown={onKeyDown} onClick={onClick}>
        <div style={{ height: view.height, position: 'relative' }}>
          {Array.from({ length: view.end - view.first }, (_, position) => {
            const index = view.first + position;
            const sequence = lines.sequenceAt(index);
            const line = lineOf(sequence);
            if (line === undefined) return undefined;
            const isMarked = marked !== undefined && sequence >= marked[0] && sequence <= marked[1];
            return <LogRow key={keyOf(sequence)} line={line} index={index} top={view.topOf(index)} height={rowHeight} colour={colours.get(line.service)} isUtc={isUtc} isChosen={sequence === chosen} isMarked={isMarked} />;
          })}
        </div>
      </div>
      {following || fresh <= 0 ? undefined : (
        <Button className={styles.pill} variant="filled" size="compact-sm" radius="xl" leftSection={<IconArrowDown size={13} />} onClick={() => onFollow(true)}>
          {formatAmount(fresh, 'new line')}
        </Button>
      )}
    </div>
  );
}
