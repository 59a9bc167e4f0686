import { useQuery } from '@tanstack/react-query';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import { failureOf } from '../../../services/contract/connect/failures.ts';
import type { Installation } from '../../../services/contract/views/settings-view.ts';
import { useCore } from '../../lib/core.ts';
import { ErrorState } from '../../ui/ErrorState.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { Section } from '../../ui/Section.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Appearance } from './Appearance.tsx';
import { CoreSettings } from './CoreSettings.tsx';
import { EngineFacts, InstallationFacts } from './Facts.tsx';
import { Report } from './Report.tsx';
import styles from './Settings.module.css';
import { useSettings } from './use-settings.ts';

/** What can be set, what it holds for, and where things are. */
export function SettingsScreen() {
  const core = useCore();
  const { settings, error, change } = useSettings();
  const { data: installation, error: failure } = useQuery<Installation>({ queryKey: ['settings.installation'], queryFn: ({ signal }) => core.settings.installation({}, { signal, ...resumed }) });
  const failures = [error, failure === null ? undefined : failureOf(failure)].filter((each) => each !== undefined);
  return (
    <Screen title="Settings" notices={failures.length === 0 ? undefined : failures.map((each) => <ErrorState key={each.message} error={each} />)}>
      <div className={styles.scroll} tabIndex={0} role="group" aria-label="Settings">
        <div className={styles.columns}>
          <div className={styles.column}>
            <Appearance />
            {settings === undefined ? <Waiting title="Settings of all stacks" lines={8} hasFailed={error !== undefined} /> : <CoreSettings settings={settings} onChange={change} />}
          </div>
          <div className={styles.column}>
            <EngineFacts />
            {installation === undefined ? <Waiting title="State and secrets" lines={5} hasFailed={failure !== null} /> : <InstallationFacts installation={installation} />}
            <Report />
          </div>
        </div>
      </div>
    </Screen>
  );
}

/** Until the core has answered; a failure is told above. */
function Waiting({ title, lines, hasFailed }: { readonly title: string; readonly lines: number; readonly hasFailed: boolean }) {
  return <Section title={title}>{hasFailed ? <p className={styles.note}>Not known now.</p> : <Skeleton lines={lines} />}</Section>;
}
