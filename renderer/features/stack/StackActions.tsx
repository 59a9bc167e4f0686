import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChecks, IconDots, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { formatAmount } from '../../lib/format.ts';
import { useStartJob } from '../../lib/jobs.ts';
import { outsideCommand } from '../../lib/outside-command.ts';
import type { StackSnapshot } from '../../../services/contract/views/stack-view.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';
import { useDrawn } from '../../lib/use-drawn.ts';
import { usePending } from './use-pending.ts';

export interface StackActionsProps {
  readonly file: string;
  readonly rows: readonly ServiceRow[];
  readonly snapshot: StackSnapshot | undefined;
}

/** Start is the one button while something is not up, after that what brings a changed file to it; the rest stands in the menu. */
export function StackActions({ file, rows, snapshot }: StackActionsProps) {
  const { mutate: start, isPending } = useStartJob();
  const down = rows.filter(({ status }) => status.state === 'stopped' || status.state === 'failed').length;
  const pending = usePending(file, useDrawn(rows.length > 0) ? snapshot : undefined);
  const isChanging = outsideCommand(snapshot) !== undefined;
  const all = formatAmount(rows.length, 'service');
  return (
    <>
      {down > 0 || rows.length === 0 ? (
        <Button variant="filled" leftSection={<IconPlayerPlay size={14} />} loading={isPending} disabled={rows.length === 0 || isChanging} onClick={() => start({ file, verb: 'up' })}>
          {down > 0 && down < rows.length ? `Start ${down}` : 'Start'}
        </Button>
      ) : (
        <Button
          variant={pending === undefined || pending.size === 0 ? 'default' : 'filled'}
          leftSection={<IconChecks size={14} />}
          loading={isPending}
          disabled={isChanging}
          title={pending === undefined || pending.size === 0 ? 'Compares what runs with stackyard.yaml and changes what differs' : [...pending].map(([service, cause]) => `${service}: ${cause}`).join('\n')}
          onClick={() => start({ file, verb: 'up' })}
        >
          {pending === undefined || pending.size === 0 ? 'Apply file' : `Apply file to ${formatAmount(pending.size, 'service')}`}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label="More for the stack">
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconRefresh size={14} />} onClick={() => start({ file, verb: 'restart' })}>
            Restart {all}
          </Menu.Item>
          <Menu.Item leftSection={<IconPlayerStop size={14} />} onClick={() => start({ file, verb: 'down' })}>
            Stop {all}, keep their data
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
