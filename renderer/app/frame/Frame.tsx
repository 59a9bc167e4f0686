import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useConnectionState } from '../../lib/core.ts';
import { useKeys } from '../../lib/keys.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { JobPanel } from '../jobs/JobPanel.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { KeySheet } from './KeySheet.tsx';
import { NoLink } from './NoLink.tsx';
import { OtherVersion } from './OtherVersion.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { SkipLink } from './SkipLink.tsx';
import { TopBar } from './TopBar.tsx';
import { useArrival } from './use-arrival.ts';
import { useEngineReturn } from './use-engine-return.ts';
import { useFrameStack } from './use-frame-stack.ts';
import styles from './Frame.module.css';

/** What stands around every screen. */
export function Frame() {
  const stack = useFrameStack();
  useEngineReturn(stack.engine);
  const connection = useConnectionState();
  const navigate = useNavigate();
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  const [job, setJob] = useUrlState('job');
  const [keysShown, setKeysShown] = useState(false);
  useKeys([
    { keys: ['?'], does: 'Show these keys', isEverywhere: true, run: () => setKeysShown(true) },
    { keys: ['g'], does: 'Go to the Stack screen', isEverywhere: true, run: () => void (stack.slug === undefined ? undefined : navigate({ to: `/${encodeURIComponent(stack.slug)}/stack` })) },
  ]);
  if (connection.state === 'no-link') return <NoLink />;
  if (connection.state === 'other-version') return <OtherVersion error={connection.error} />;
  return (
    <div className={styles.frame}>
      <SkipLink main={main} />
      <TopBar stack={stack} />
      <ConnectionBanner engine={stack.engine} slug={stack.slug} />
      <div className={styles.middle}>
        <Rail stack={stack} />
        <div className={styles.content} data-past={connection.state === 'reconnecting' || stack.engine?.state === 'lost' || undefined}>
          <main ref={main} className={styles.main} tabIndex={-1}>
            <Outlet />
          </main>
          {job === undefined ? undefined : <JobPanel key={job} id={job} onClose={() => setJob(undefined)} />}
        </div>
      </div>
      <Palette stack={stack} />
      <KeySheet shown={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  );
}
