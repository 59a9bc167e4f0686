import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { usePreferences } from '../lib/preferences.ts';
import styles from './SplitPane.module.css';

export interface SplitPaneProps {
  /** Where: the width is kept by it. */
  readonly place: string;
  readonly children: ReactNode;
  /** Details at the right; absent: the content has all the room. */
  readonly pane?: ReactNode;
  readonly paneLabel: string;
}

const usual = 380;
const narrowest = 300;
const widest = 900;
const step = 24;

/** Content with a resizable pane at its right: by pointer, or by arrow keys on the divider. */
export function SplitPane({ place, children, pane, paneLabel }: SplitPaneProps) {
  const kept = usePreferences((preferences) => preferences.panes[place]);
  const setPane = usePreferences((preferences) => preferences.setPane);
  const [dragged, setDragged] = useState<number>();
  const width = dragged ?? kept ?? usual;
  const within = (value: number): number => Math.round(Math.min(widest, Math.max(narrowest, value)));
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) setDragged(within((event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0) - event.clientX));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const change = event.key === 'ArrowLeft' ? step : event.key === 'ArrowRight' ? -step : 0;
    if (change !== 0) setPane(place, within(width + change));
  };
  const onPointerUp = (): void => {
    if (dragged !== undefined) setPane(place, dragged);
    setDragged(undefined);
  };
  return (
    <div className={styles.split}>
      <div className={styles.content}>{children}</div>
      {pane === undefined ? undefined : (
        <>
          <div
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
          <aside className={styles.pane} style={{ width }} aria-label={paneLabel}>
            {pane}
          </aside>
        </>
      )}
    </div>
  );
}
