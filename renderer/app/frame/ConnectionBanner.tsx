import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { EngineView } from '../../../services/contract/views/engine-view.ts';
import { formatClock } from '../../lib/format.ts';
import { useConnection, useConnectionState } from '../../lib/core.ts';
import styles from './Frame.module.css';

function Banner({ children, action, onAction }: { readonly children: ReactNode; readonly action: string; readonly onAction: () => void }) {
  return (
    <div className={styles.banner} role="status">
      <IconPlugConnectedX size={15} aria-hidden />
      <span>{children}</span>
      <Button size="compact-xs" onClick={onAction}>
        {action}
      </Button>
    </div>
  );
}

/** Told while the core, or the engine behind it, does not answer; what was seen stays on screen. `slug`: of the stack on screen. */
export function ConnectionBanner({ engine, slug }: { readonly engine: EngineView | undefined; readonly slug: string | undefined }) {
  const connection = useConnectionState();
  const { retryNow } = useConnection();
  const navigate = useNavigate();
  if (connection.state === 'reconnecting') {
    return (
      <Banner action="Try now" onAction={retryNow}>
        {connection.cause === undefined ? `The core has not answered since ${formatClock(connection.since)}. What you see is from then; your services are not affected.` : `The core cannot start: ${connection.cause.message} ${connection.cause.hint ?? ''}`}
      </Banner>
    );
  }
  if (engine?.state !== 'lost') return undefined;
  return (
    <Banner action={slug === undefined ? 'Settings' : 'Doctor'} onAction={() => void navigate({ to: slug === undefined ? '/-/settings' : `/${encodeURIComponent(slug)}/doctor` })}>
      No engine since {formatClock(Date.parse(engine.since))}: {engine.reason} {engine.hint} What you see of services is from then.
    </Banner>
  );
}
