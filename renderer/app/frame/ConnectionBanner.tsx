import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { formatClock } from '../../lib/format.ts';
import { useConnection, useConnectionState } from '../../lib/core.ts';
import styles from './Frame.module.css';

/** Told while the core does not answer; what was seen stays on screen. */
export function ConnectionBanner() {
  const state = useConnectionState();
  const { retryNow } = useConnection();
  if (state.state !== 'reconnecting') return undefined;
  return (
    <div className={styles.banner} role="status">
      <IconPlugConnectedX size={15} aria-hidden />
      <span>
        {state.cause === undefined ? `The core has not answered since ${formatClock(state.since)}. What you see is from then; your services are not affected.` : `The core cannot start: ${state.cause.message} ${state.cause.hint ?? ''}`}
      </span>
      <Button size="compact-xs" onClick={retryNow}>
        Try now
      </Button>
    </div>
  );
}
