import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { IconFileOff, IconStack2, IconX } from '@tabler/icons-react';
import { resumed } from '../../../services/contract/connect/core-client.ts';
import type { ProjectView } from '../../../services/contract/views/project-view.ts';
import { useCore } from '../../lib/core.ts';
import { tellFailure } from '../../lib/jobs.ts';
import { useMachine } from '../../lib/stacks.ts';
import { wordsOfStack } from '../../lib/stack-words.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { Section } from '../../ui/Section.tsx';
import styles from './KnownStacks.module.css';

function Row({ project, onOpen, onForget }: { readonly project: ProjectView; readonly onOpen: () => void; readonly onForget: () => void }) {
  const { name, directory, file, openedAt, isPresent } = project;
  const Icon = isPresent ? IconStack2 : IconFileOff;
  return (
    <li className={styles.row} data-gone={!isPresent || undefined}>
      <UnstyledButton className={styles.open} disabled={!isPresent} onClick={onOpen} title={file}>
        <Icon size={16} aria-hidden />
        <b>{name}</b>
        <span className={styles.state}>{isPresent ? wordsOfStack(project) : 'its file is gone'}</span>
        <code className={styles.directory}>{directory}</code>
        <span className={styles.time}>
          <RelativeTime time={openedAt} />
        </span>
      </UnstyledButton>
      <Tooltip label="Take out of this list; nothing is stopped or deleted">
        <ActionIcon aria-label={`Take ${name} out of the list`} onClick={onForget}>
          <IconX size={14} />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}

/** Stacks that were opened on this machine; nothing where there is none. */
export function KnownStacks({ onOpen }: { readonly onOpen: (file: string) => void }) {
  const core = useCore();
  const stacks = useMachine().data?.stacks;
  const { data: projects = [] } = useQuery<readonly ProjectView[]>({ queryKey: ['projects.list', stacks], queryFn: ({ signal }) => core.projects.list({}, { signal, ...resumed }), enabled: stacks !== undefined, placeholderData: keepPreviousData });
  const { mutate: forget } = useMutation({ mutationFn: (file: string) => core.stacks.forget({ file }), onError: (error) => tellFailure('The stack is still in the list', error) });
  if (projects.length === 0) return undefined;
  return (
    <Section title="Your stacks">
      <ul className={styles.list}>
        {projects.map((project) => (
          <Row key={project.file} project={project} onOpen={() => onOpen(project.file)} onForget={() => forget(project.file)} />
        ))}
      </ul>
    </Section>
  );
}
