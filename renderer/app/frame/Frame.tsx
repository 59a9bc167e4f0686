import { Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useConnectionState } from '../../lib/core.ts';
import { useKeys } from '../../lib/keys.ts';
import { useTitle } from '../../lib/title.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { JobPanel } from '../jobs/JobPanel.tsx';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { KeySheet } from './KeySheet.tsx';
import { NoLink } from './NoLink.tsx';
import { OtherVersion } from './OtherVersion.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';
import { useScreenTitle } from './use-screen-title.ts';
import { useEngineReturn } from './use-engine-return.ts';
import { useFrameStack } from './use-frame-stack.ts';
import styles from './Frame.module.css';

/** What stands around every screen. */
export function Frame() {
  const stack = useFrameStack();
  useEngineReturn(stack.engine);
  useTitle(...useScreenTitle(stack));
  const connection = useConnectionState();
  const navigate = useNavigate();
  const [job, setJob] = useUrlState('job');
  const [keysShown, setKeysShown] = useState(false);
  useKeys([
    { keys: ['?'], does: 'Show the keys of this screen', run: () => setKeysShown(true) },
    { keys: ['g'], does: 'Go to the stack', run: () => void (stack.slug === undefined ? undefined : navigate({ to: `/${encodeURIComponent(stack.slug)}/stack` })) },
  ]);
  if (connection.state === 'no-link') return <NoLink />;
  if (connection.state === 'other-version') return <OtherVersion error={connection.error} />;
  return (
    <div className={styles.frame}>
      <TopBar stack={stack} />
      <ConnectionBanner engine={stack.engine} slug={stack.slug} />
      <div className={styles.middle}>
        <Rail stack={stack} />
        <div className={styles.content} data-past={connection.state === 'reconnecting' || stack.engine?.state === 'lost' || undefined}>
          <main className={styles.main}>
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
