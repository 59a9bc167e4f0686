import { Menu, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconCheck, IconFolderPlus, IconSelector } from '@tabler/icons-react';
import { slugsOf } from '../../lib/slugs.ts';
import { wordsOfStack } from '../../lib/stack-words.ts';
import { Logo } from '../../ui/Logo.tsx';
import type { FrameStack } from './use-frame-stack.ts';
import styles from './Frame.module.css';

export function StackSwitcher({ stack: { slug, stacks } }: { readonly stack: FrameStack }) {
  const navigate = useNavigate();
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <UnstyledButton className={styles.switcher} aria-label={slug === undefined ? 'Choose a stack' : `Stack ${slug}; choose another`}>
          <Logo size={20} />
          <span className={styles.name}>{slug ?? 'Choose a stack'}</span>
          <IconSelector size={14} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {stacks.length === 0 ? <Menu.Label>No stack yet</Menu.Label> : undefined}
        {[...slugsOf(stacks)].map(([each, one]) => (
          <Menu.Item key={one.file} leftSection={<IconCheck size={14} style={{ opacity: each === slug ? 1 : 0 }} />} onClick={() => void navigate({ to: `/${encodeURIComponent(each)}/stack` })}>
            <div className={styles.name}>{each}</div>
            <div className={styles.sub} title={one.file}>
              {wordsOfStack(one)} · {one.directory}
            </div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconFolderPlus size={14} />} onClick={() => void navigate({ to: '/-/open' })}>
          Open or create a stack…
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
