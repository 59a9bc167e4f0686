import { UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { formatBytes } from '../../lib/format.ts';
import styles from './tabs.module.css';

/** Characters that are shown of a value; one that is hardly longer is shown whole. */
const shownLength = 2_000;

/** A value as it is; a very long one is cut until all of it is asked for. */
export function LongValue({ value }: { readonly value: string }) {
  const [isWhole, setWhole] = useState(false);
  if (value.length <= shownLength * 1.1) return <code>{value}</code>;
  return (
    <span>
      <code>{isWhole ? value : value.slice(0, shownLength)}</code>
      {isWhole ? ' ' : '… '}
      <UnstyledButton className={styles.more} onClick={() => setWhole(!isWhole)}>
        {isWhole ? 'Show less' : `Show all ${formatBytes(value.length)}`}
      </UnstyledButton>
    </span>
  );
}
