import { Switch } from '@mantine/core';
import { useId } from 'react';
import type { Settings, SettingsChange } from '../../../services/contract/views/settings-view.ts';
import { desktop } from '../../lib/desktop.ts';
import { Section } from '../../ui/Section.tsx';
import { DaysField } from './DaysField.tsx';
import { SettingRow } from './SettingRow.tsx';

type Switches = Exclude<keyof Settings, 'eventDays' | 'metricDays'>;

export interface CoreSettingsProps {
  readonly settings: Settings;
  readonly onChange: (change: SettingsChange) => void;
}

function SwitchRow({ name, title, words, settings, onChange }: CoreSettingsProps & { readonly name: Switches; readonly title: string; readonly words: string }) {
  const id = useId();
  return (
    <SettingRow title={title} words={words} id={id}>
      <Switch id={id} checked={settings[name]} onChange={(event) => onChange({ [name]: event.currentTarget.checked })} />
    </SettingRow>
  );
}

function DaysRow({ name, title, words, settings, onChange }: CoreSettingsProps & { readonly name: 'eventDays' | 'metricDays'; readonly title: string; readonly words: string }) {
  const id = useId();
  return (
    <SettingRow title={title} words={words} id={id}>
      <DaysField id={id} days={settings[name]} onChange={(days) => onChange({ [name]: days })} />
    </SettingRow>
  );
}

/** What holds for all stacks and every window. */
export function CoreSettings(props: CoreSettingsProps) {
  return (
    <>
      <Section title="Supervision" aside="of all stacks">
        <SwitchRow {...props} name="heal" title="Start again what ended" words="A service that ended although you want it up is started again, five times in two minutes at most. Off: it stays as it ended, unless its own restart policy says else." />
      </Section>
      <Section title="Desktop app" aside={desktop === undefined ? 'nothing of it holds in a browser' : undefined}>
        <SwitchRow {...props} name="closeToTray" title="Stay in the tray" words="Closing the last window leaves the app watching your stacks, where the desktop has a tray. Off: closing it quits. Services run on either way." />
        <SwitchRow {...props} name="notifyTrouble" title="Tell when a service fails" words="A notification when one failed or keeps crashing while you look elsewhere." />
        <SwitchRow {...props} name="notifyReady" title="Tell when a stack is ready" words="A notification once all services of a stack answer." />
      </Section>
      <Section title="History" aside="the oldest goes first; at most 256 MB are kept">
        <DaysRow {...props} name="eventDays" title="Keep events" words="Days in which this machine ran Stackyard. What is older goes with the hourly clean-up." />
        <DaysRow {...props} name="metricDays" title="Keep metrics" words="Processor, memory and network of each service. Logs of containers are the engine’s, and stay as long as it keeps them." />
      </Section>
    </>
  );
}
