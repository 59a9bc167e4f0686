import { Button } from '@mantine/core';
import { IconFilter, IconFilterOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from './EmptyState.tsx';

export interface NoMatchProps {
  /** What is looked for and not found: `No service matches zzz`. */
  readonly title: string;
  /** What is hidden, in a sentence. */
  readonly children: ReactNode;
  readonly onClear: () => void;
  /** One line of code that leads on. */
  readonly code?: string;
}

/** A filter hides all there is; it is taken away here. */
export function NoMatch({ title, children, onClear, code }: NoMatchProps) {
  return (
    <EmptyState
      icon={IconFilter}
      title={title}
      {...(code === undefined ? {} : { code })}
      action={
        <Button leftSection={<IconFilterOff size={14} />} onClick={onClear}>
          Clear the filter
        </Button>
      }
    >
      {children}
    </EmptyState>
  );
}
