import { UnstyledButton } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import styles from './TabBar.module.css';

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** A count or a mark beside the title. Empty where there is none now but one may come: its place is kept, so that no tab moves under the pointer. */
  readonly note?: string | undefined;
  /** Something in it waits for the user; read by screen readers, seen as a dot. */
  readonly mark?: string | undefined;
}

export interface TabBarProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** `id` of the panel that the tabs change. */
  readonly panel: string;
}

/** Tabs of a page: arrows, Home and End move between them. */
export function TabBar({ label, tabs, chosen, onChoose, panel }: TabBarProps) {
  const at = tabs.findIndex(({ id }) => id === chosen);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const moves: Readonly<Record<string, number>> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = (to + tabs.length) % tabs.length;
    const tab = tabs[index];
    if (tab !== undefined) onChoose(tab.id);
    const button = event.currentTarget.children[index];
    if (button instanceof HTMLElement) button.focus();
  };
  return (
    <div className={styles.bar} role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, title, note, mark }) => (
        <UnstyledButton key={id} role="tab" id={`${panel}-${id}`} aria-controls={panel} aria-selected={id === chosen} tabIndex={id === chosen ? 0 : -1} className={styles.tab} onClick={() => onChoose(id)}>
          <span className={styles.title} data-title={title}>
            {title}
          </span>
          {note === undefined ? undefined : <span className={styles.note} data-empty={note === '' || undefined}>{note}</span>}
          {mark === undefined ? undefined : <span className={styles.mark} role="img" aria-label={mark} title={mark} />}
        </UnstyledButton>
      ))}
    </div>
  );
}
