import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { ServiceActions } from '../lib/service-actions.ts';
import styles from './ServiceActionButtons.module.css';

/** Start, restart, stop and scale of one service. */
export function ServiceActionButtons({ actions, scale }: ServiceActions) {
  return (
    <div className={styles.actions}>
      {actions.map(({ id, label, icon: Icon, isMain, isPossible, run }) => (
        <Button key={id} variant={isMain ? 'filled' : 'default'} leftSection={<Icon size={13} />} disabled={!isPossible} onClick={run}>
          {label}
        </Button>
      ))}
      {scale === undefined ? undefined : (
        <span className={styles.scale}>
          <ActionIcon variant="default" aria-label="One replica less" disabled={!scale.canShrink} onClick={() => scale.change(-1)}>
            <IconMinus size={13} />
          </ActionIcon>
          {scale.wanted} {scale.wanted === 1 ? 'replica' : 'replicas'}
          <ActionIcon variant="default" aria-label="One replica more" disabled={!scale.canGrow} onClick={() => scale.change(1)}>
            <IconPlus size={13} />
          </ActionIcon>
        </span>
      )}
    </div>
  );
}
