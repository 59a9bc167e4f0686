import { ActionIcon, Menu, NativeSelect, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconLetterCase, IconPlayerPause, IconPlayerPlay, IconRegex, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { ToolSpace } from '../../ui/Screen.tsx';
import { levels, type Level } from './level.ts';
import styles from './Logs.module.css';

export interface LogFilterState {
  readonly text: string;
  readonly isExpression: boolean;
  readonly matchCase: boolean;
  readonly minimum: Level;
  readonly since: string;
}

export interface LogToolsProps {
  readonly state: LogFilterState;
  readonly onChange: (key: 'filter' | 'regex' | 'case' | 'level' | 'since', value: string | undefined) => void;
  /** Why the text filter cannot be used. */
  readonly failure: string | undefined;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly isUtc: boolean;
  readonly onUtc: () => void;
  readonly following: boolean;
  readonly onFollow: (following: boolean) => void;
  readonly onExport: (format: 'txt' | 'ndjson') => void;
}

const sinceChoices = [
  { value: '', label: 'Latest lines' },
  { value: '5m', label: 'Last 5 minutes' },
  { value: '15m', label: 'Last 15 minutes' },
  { value: '1h', label: 'Last hour' },
  { value: '6h', label: 'Last 6 hours' },
  { value: '24h', label: 'Last day' },
];
const levelNames: Readonly<Record<Level, string>> = { none: 'All levels', trace: 'Trace and above', debug: 'Debug and above', info: 'Info and above', warning: 'Warnings and errors', error: 'Errors', fatal: 'Fatal' };
const flag = (isOn: boolean): string | undefined => (isOn ? '1' : undefined);

/** Filters, time and what can be done with the lines. */
export function LogTools({ state, onChange, failure, field, isUtc, onUtc, following, onFollow, onExport }: LogToolsProps) {
  return (
    <>
      <TextInput
        ref={field}
        className={styles.find}
        value={state.text}
        onChange={(event) => onChange('filter', event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        placeholder="Find in lines"
        aria-label="Find in lines"
        error={failure}
        errorProps={{ className: styles.failure }}
        leftSection={<IconSearch size={13} />}
        rightSectionWidth={52}
        rightSection={
          <span className={styles.toggles}>
            <Tooltip label="Match case">
              <ActionIcon size={20} aria-label="Match case" aria-pressed={state.matchCase} variant={state.matchCase ? 'light' : 'subtle'} onClick={() => onChange('case', flag(!state.matchCase))}>
                <IconLetterCase size={14} />
              </ActionIcon>
            </Tooltip>
            <Tooltip label="Regular expression">
              <ActionIcon size={20} aria-label="Regular expression" aria-pressed={state.isExpression} variant={state.isExpression ? 'light' : 'subtle'} onClick={() => onChange('regex', flag(!state.isExpression))}>
                <IconRegex size={14} />
              </ActionIcon>
            </Tooltip>
          </span>
        }
      />
      <NativeSelect size="xs" aria-label="Level" data={levels.map((level) => ({ value: level, label: levelNames[level] }))} value={state.minimum} onChange={(event) => onChange('level', event.currentTarget.value === 'none' ? undefined : event.currentTarget.value)} />
      <NativeSelect size="xs" aria-label="Time" data={sinceChoices} value={state.since} onChange={(event) => onChange('since', event.currentTarget.value === '' ? undefined : event.currentTarget.value)} />
      <ToolSpace />
      <Tooltip label={following ? 'Hold still (f)' : 'Go with new lines (f)'}>
        <ActionIcon aria-label={following ? 'Hold still' : 'Go with new lines'} onClick={() => onFollow(!following)}>
          {following ? <IconPlayerPause size={15} /> : <IconPlayerPlay size={15} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={isUtc ? 'Show times in your zone' : 'Show times in UTC'}>
        <ActionIcon aria-label={isUtc ? 'Show times in your zone' : 'Show times in UTC'} aria-pressed={isUtc} variant={isUtc ? 'light' : 'subtle'} className={styles.zone} onClick={onUtc}>
          UTC
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="Save the lines shown">
            <IconDownload size={15} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => onExport('txt')}>Save as text</Menu.Item>
          <Menu.Item onClick={() => onExport('ndjson')}>Save as JSON lines</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
