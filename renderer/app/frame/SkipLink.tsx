import { UnstyledButton } from '@mantine/core';
import type { RefObject } from 'react';
import { focusHeading } from './arrival.ts';
import styles from './SkipLink.module.css';

/** First on the page, seen only while it has the focus: past the bar and the rail. A button, since the fragment is the router's. */
export function SkipLink({ main }: { readonly main: RefObject<HTMLElement | null> }) {
  const skip = (): void => {
    if (main.current !== null && !focusHeading(main.current)) main.current.focus();
  };
  return (
    <UnstyledButton className={styles.skip} onClick={skip}>
      Skip to the content
    </UnstyledButton>
  );
}
