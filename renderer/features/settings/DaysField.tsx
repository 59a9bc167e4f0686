import { TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { daysOf } from './days.ts';
import styles from './Settings.module.css';

export interface DaysFieldProps {
  readonly id: string;
  readonly days: number;
  readonly onChange: (days: number) => void;
}

/** Takes effect with Enter or when it is left; Escape brings back what holds. */
export function DaysField({ id, days, onChange }: DaysFieldProps) {
  const [typed, setTyped] = useState<string>();
  const wanted = typed === undefined ? days : daysOf(typed);
  const commit = (): void => {
    if (typeof wanted !== 'number') return;
    setTyped(undefined);
    if (wanted !== days) onChange(wanted);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setTyped(undefined);
  };
  return <TextInput id={id} w={150} inputMode="numeric" rightSection={<span className={styles.muted}>days</span>} rightSectionWidth={42} value={typed ?? String(days)} error={typeof wanted === 'string' ? wanted : undefined} onChange={(event) => setTyped(event.currentTarget.value)} onBlur={commit} onKeyDown={onKeyDown} autoComplete="off" />;
}
