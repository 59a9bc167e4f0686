import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../lib/format.ts';
import type { Look } from './looks.ts';
import styles from './Export.module.css';

export interface FilterChipsProps<Id extends string> {
  readonly label: string;
  /** In their order; those of which there is none are left out. */
  readonly looks: Readonly<Record<Id, Look>>;
  readonly counts: ReadonlyMap<Id, number>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: Id | undefined) => void;
}

/** How many there are of each; a click shows those alone, another one all again. */
export function FilterChips<Id extends string>({ label, looks, counts, chosen, onChoose }: FilterChipsProps<Id>) {
  const ids = (Object.keys(looks) as Id[]).filter((id) => counts.has(id) || id === chosen);
  return (
    <div className={styles.chips} role="group" aria-label={label}>
      {ids.map((id) => {
        const { word, color, icon: Icon } = looks[id];
        return (
          <UnstyledButton key={id} className={styles.chip} aria-pressed={id === chosen} onClick={() => onChoose(id === chosen ? undefined : id)}>
            <Icon size={13} style={{ color }} aria-hidden />
            {word}
            <b>{formatCount(counts.get(id) ?? 0)}</b>
          </UnstyledButton>
        );
      })}
    </div>
  );
}
