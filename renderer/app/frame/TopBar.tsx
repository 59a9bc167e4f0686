import { ActionIcon, Kbd, Tooltip, UnstyledButton, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { outsideCommand } from '../../lib/outside-command.ts';
import { EngineState } from './EngineState.tsx';
import { RunningJobs } from './RunningJobs.tsx';
import { StackSwitcher } from './StackSwitcher.tsx';
import type { FrameStack } from './use-frame-stack.ts';
import styles from './Frame.module.css';

export function TopBar({ stack }: { readonly stack: FrameStack }) {
  const scheme = useComputedColorScheme('light');
  const { setColorScheme } = useMantineColorScheme();
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.bar}>
      <StackSwitcher stack={stack} />
      <UnstyledButton className={styles.find} onClick={() => spotlight.open()}>
        <IconSearch size={14} aria-hidden />
        <span>Find anything</span>
        <Kbd size="xs" aria-hidden="true">
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={styles.right}>
        <RunningJobs jobs={stack.jobs} stack={stack.summary?.name} changing={outsideCommand(stack.snapshot)} />
        <EngineState engine={stack.engine} />
        <Tooltip label={`Use ${other} colours`}>
          <ActionIcon aria-label={`Use ${other} colours`} onClick={() => setColorScheme(other)}>
            {scheme === 'dark' ? <IconSun size={16} /> : <IconMoon size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}
