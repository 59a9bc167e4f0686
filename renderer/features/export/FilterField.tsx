import { TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useRef } from 'react';
import { useKeys } from '../../lib/keys.ts';
import styles from './Export.module.css';

/** Words to filter by; `/` leads to it, Escape out of it. */
export function FilterField({ label, text, onChange }: { readonly label: string; readonly text: string; readonly onChange: (text: string | undefined) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys([{ keys: ['/'], does: label, run: () => field.current?.focus() }]);
  return (
    <TextInput
      ref={field}
      className={styles.filter}
      value={text}
      onChange={({ currentTarget: { value } }) => onChange(value === '' ? undefined : value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      placeholder={label}
      aria-label={label}
      leftSection={<IconFilter size={13} />}
    />
  );
}
