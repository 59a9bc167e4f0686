import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlayerPlay, IconPlayerStop, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useStartJob } from '../../lib/jobs.ts';
import { useCurrentStack } from '../../lib/stacks.ts';
import type { ServiceRow } from './rows.ts';
import { useScale } from './use-scale.ts';
import styles from './ServicePane.module.css';

/** Start, restart, stop and scale of one service. */
export function ServiceActions({ row: { service, status } }: { readonly row: ServiceRow }) {
  const { file } = useCurrentStack().summary;
  const { mutate: start, isPending } = useStartJob();
  const { mutate: scale, isPending: scaling } = useScale(file, service.name);
  const services = [service.name];
  const down = status.state === 'stopped' || status.state === 'failed';
  return (
    <div className={styles.actions}>
      {down ? (
        <Button variant="filled" leftSection={<IconPlayerPlay size={13} />} disabled={isPending} onClick={() => start({ file, verb: 'up', services })}>
          Start
        </Button>
      ) : (
        <>
          <Button leftSection={<IconRefresh size={13} />} disabled={isPending} onClick={() => start({ file, verb: 'restart', services })}>
            Restart
          </Button>
          <Button leftSection={<IconPlayerStop size={13} />} disabled={isPending} onClick={() => start({ file, verb: 'down', services })}>
            Stop
          </Button>
        </>
      )}
      {service.maxScale === 1 || service.type === 'process' ? undefined : (
        <span className={styles.scale}>
          <ActionIcon variant="default" aria-label="One replica less" disabled={scaling || service.scale <= 1} onClick={() => scale(service.scale - 1)}>
            <IconMinus size={13} />
          </ActionIcon>
          {service.scale} {service.scale === 1 ? 'replica' : 'replicas'}
          <ActionIcon variant="default" aria-label="One replica more" disabled={scaling || service.scale >= (service.maxScale ?? 100)} onClick={() => scale(service.scale + 1)}>
            <IconPlus size={13} />
          </ActionIcon>
        </span>
      )}
    </div>
  );
}
