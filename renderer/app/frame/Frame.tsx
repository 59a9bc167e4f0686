import { Outlet, useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useConnectionState } from '../../lib/core.ts';
import { useKeys } from '../../lib/keys.ts';
import { lazyPart } from '../../lib/lazy-part.tsx';
import { useTitle } from '../../lib/title.ts';
import { useUrlState } from '../../lib/url-state.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { NoLink } from './NoLink.tsx';
import { Notices } from './Notices.tsx';
import { OtherVersion } from './OtherVersion.tsx';
import { Palette } from './Palette.tsx';
import { Rail } from './Rail.tsx';
import { SkipLink } from './SkipLink.tsx';
import { TopBar } from './TopBar.tsx';
import { useArrival } from './use-arrival.ts';
import { useEngineReturn } from './use-engine-return.ts';
import { useFrameStack } from './use-frame-stack.ts';
import { useLinkNotice } from './use-link-notice.ts';
import { useScreenTitle } from './use-screen-title.ts';
import styles from './Frame.module.css';

const JobPanel = lazyPart(async () => (await import('../jobs/JobPanel.tsx')).JobPanel);
const KeySheet = lazyPart(async () => (await import('./KeySheet.tsx')).KeySheet);

/** What stands around every screen. */
export function Frame() {
  const stack = useFrameStack();
  useEngineReturn(stack.engine);
  useTitle(...useScreenTitle(stack));
  const connection = useConnectionState();
  const navigate = useNavigate();
  const main = useRef<HTMLElement>(null);
  useArrival(main);
  const [job, setJob] = useUrlState('job');
  const [keys, setKeys] = useUrlState('keys');
  useLinkNotice();
  useKeys([
    { keys: ['?'], does: 'Show these keys', isEverywhere: true, run: () => setKeys('shown') },
    { keys: ['g'], does: 'Go to the Stack screen', isEverywhere: true, run: () => void (stack.slug === undefined ? undefined : navigate({ to: `/${encodeURIComponent(stack.slug)}/stack` })) },
  ]);
  if (connection.state === 'no-link') return <NoLink />;
  if (connection.state === 'other-version') return <OtherVersion error={connection.error} />;
  return (
    <div className={styles.frame}>
      <SkipLink main={main} />
      <TopBar stack={stack} />
      <Notices />
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
      {keys === 'shown' ? <KeySheet onClose={() => setKeys(undefined)} /> : undefined}
    </div>
  );
}
