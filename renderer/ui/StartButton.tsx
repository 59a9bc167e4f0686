import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';

export interface StartButtonProps {
  /** Absent: it runs already, and there is nothing to start. */
  readonly start: { readonly run: () => void; readonly isPending: boolean } | undefined;
  /** A service's name, or `the stack`. */
  readonly what: string;
}

/** For places that stay empty until something runs. */
export function StartButton({ start, what }: StartButtonProps) {
  if (start === undefined) return undefined;
  return (
    <Button variant="filled" leftSection={<IconPlayerPlay size={14} />} loading={start.isPending} onClick={start.run}>
      Start {what}
    </Button>
  );
}
