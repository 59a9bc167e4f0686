import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { usePreferences } from '../lib/preferences.ts';
import styles from './SplitPane.module.css';

export interface SplitPaneProps {
  /** Where: the width is kept by it. */
  readonly place: string;
  readonly children: ReactNode;
  /** Details at the right, or a list at the left; absent: the content has all the room. */
  readonly pane?: ReactNode;
  readonly paneLabel: string;
  readonly side?: 'left' | 'right';
  /** Pixels to begin with, where the pane holds more than a few facts. */
  readonly usualWidth?: number;
}

const usualWidths = { left: 320, right: 380 } as const;
const narrowestWidths = { left: 220, right: 300 } as const;
const widest = 900;
const step = 24;

/** Content with a resizable pane at its side: by pointer, or by arrow keys on the divider. */
export function SplitPane({ place, children, pane, paneLabel, side = 'right', usualWidth = usualWidths[side] }: SplitPaneProps) {
  const kept = usePreferences((preferences) => preferences.panes[place]);
  const setPane = usePreferences((preferences) => preferences.setPane);
  const [dragged, setDragged] = useState<number>();
  const narrowest = narrowestWidths[side];
  const width = dragged ?? kept ?? usualWidth;
  const within = (value: number): number => Math.round(Math.min(widest, Math.max(narrowest, value)));
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) setDragged(within(side === 'right' ? box.right - event.clientX : event.clientX - box.left));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const toLeft = event.key === 'ArrowLeft' ? step : event.key === 'ArrowRight' ? -step : 0;
    if (toLeft !== 0) setPane(place, within(width + (side === 'right' ? toLeft : -toLeft)));
  };
  const onPointerUp = (): void => {
    if (dragged !== undefined) setPane(place, dragged);
    setDragged(undefined);
  };
  const divider = (
    <div
      key="divider"
      className={styles.divider}
      role="separator"
      aria-label={`Width of ${paneLabel}`}
      aria-orientation="vertical"
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onKeyDown={onKeyDown}
    />
  );
  const aside = (
    <aside key="pane" className={styles.pane} data-side={side} style={{ width }} aria-label={paneLabel}>
      {pane}
    </aside>
  );
  return (
    <div className={styles.split}>
      {pane !== undefined && side === 'left' ? [aside, divider] : undefined}
      <div className={styles.content}>{children}</div>
      {pane !== undefined && side === 'right' ? [divider, aside] : undefined}
    </div>
  );
}
