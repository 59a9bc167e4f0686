import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChecks, IconDots, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { formatAmount } from '../../lib/format.ts';
import { useStartJob } from '../../lib/jobs.ts';
import type { ServiceRow } from '../../lib/service-rows.ts';

/** Start is the one button while something is not up, after that what brings a changed file to it; the rest stands in the menu. */
export function StackActions({ file, rows }: { readonly file: string; readonly rows: readonly ServiceRow[] }) {
  const { mutate: start, isPending } = useStartJob();
  const down = rows.filter(({ status }) => status.state === 'stopped' || status.state === 'failed').length;
  const all = formatAmount(rows.length, 'service');
  return (
    <>
      {down > 0 || rows.length === 0 ? (
        <Button variant="filled" leftSection={<IconPlayerPlay size={14} />} loading={isPending} disabled={rows.length === 0} onClick={() => start({ file, verb: 'up' })}>
          {down > 0 && down < rows.length ? `Start ${down}` : 'Start'}
        </Button>
      ) : (
        <Button leftSection={<IconChecks size={14} />} loading={isPending} title="Compares what runs with stackyard.yaml and changes what differs" onClick={() => start({ file, verb: 'up' })}>
          Apply file
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
