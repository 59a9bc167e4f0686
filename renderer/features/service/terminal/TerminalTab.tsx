import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconPlus, IconTerminal2, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { failureOf } from '../../../../services/contract/connect/failures.ts';
import { useCore } from '../../../lib/core.ts';
import { tellFailure } from '../../../lib/jobs.ts';
import { useKeys } from '../../../lib/keys.ts';
import { useCurrentStack } from '../../../lib/stacks.ts';
import { useUrlState } from '../../../lib/url-state.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { TabBar } from '../../../ui/TabBar.tsx';
import type { TabProps } from '../tab-props.ts';
import { terminalKeys } from './keys.ts';
import { endSession, useTerminals } from './sessions.ts';
import { TerminalView } from './TerminalView.tsx';
import styles from './Terminal.module.css';

const panel = 'terminal-panel';
/** Until the terminal stands and tells its own size. */
const firstSize = { columns: 100, rows: 30 };

/** Shells in the service's containers; several at once, and they go on while another page is shown. */
export function TerminalTab({ row: { service, status } }: TabProps) {
  const core = useCore();
  const { file } = useCurrentStack().summary;
  const { open: all, add } = useTerminals();
  const mine = all.filter((each) => each.file === file && each.service === service.name);
  const [wanted, setChosen] = useUrlState('terminal');
  const chosen = mine.find(({ number }) => String(number) === wanted) ?? mine.at(-1);
  const bar = useRef<HTMLDivElement>(null);
  const { mutate: open, isPending, error, reset } = useMutation({
    mutationFn: (replica: number) => core.terminals.open({ file, service: service.name, replica, ...firstSize }),
    onSuccess: ({ id }, replica) => {
      add({ id, file, service: service.name, replica });
      setChosen(undefined);
    },
  });
  const { mutate: close } = useMutation({
    mutationFn: async (id: string) => {
      endSession(id);
      setChosen(undefined);
      await core.terminals.close({ id });
    },
    // One that has ended and was forgotten is closed already.
    onError: (failure) => failureOf(failure).code !== 'NOT_FOUND' && tellFailure('The program may still run', failure),
  });
  useKeys(terminalKeys);
  const isRunning = status.state !== 'stopped' && status.state !== 'failed';
  const asked = useRef(false);
  useEffect(() => {
    // Who opens this tab wants a shell: the first one opens by itself.
    if (asked.current || mine.length > 0 || !isRunning) return;
    asked.current = true;
    open(1);
  }, [isRunning, mine.length, open]);
  const openButton = (
    <Button variant="filled" leftSection={<IconTerminal2 size={14} />} loading={isPending} disabled={!isRunning} onClick={() => open(1)}>
      Open a terminal
    </Button>
  );
  const replicas = Array.from({ length: status.replicas.wanted }, (_, index) => index + 1);
  return (
    <div className={styles.terminals}>
      <div className={styles.bar} ref={bar}>
        <TabBar label="Terminals" panel={panel} chosen={String(chosen?.number ?? '')} onChoose={setChosen} tabs={mine.map(({ number, replica }) => ({ id: String(number), title: `Terminal ${number}`, ...(replicas.length > 1 ? { note: `replica ${replica}` } : {}) }))} />
        {replicas.length > 1 ? (
          <Menu position="bottom-start">
            <Menu.Target>
              <ActionIcon aria-label="Open another terminal" disabled={!isRunning}>
                <IconPlus size={15} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {replicas.map((replica) => (
                <Menu.Item key={replica} onClick={() => open(replica)}>
                  In replica {replica}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <Tooltip label="Open another terminal">
            <ActionIcon aria-label="Open another terminal" disabled={!isRunning} loading={isPending} onClick={() => open(1)}>
              <IconPlus size={15} />
            </ActionIcon>
          </Tooltip>
        )}
        <span className={styles.space} />
        <span className={styles.hint}>Ctrl-Shift-K finds anything, Ctrl-Shift-↑ leaves the terminal</span>
        {chosen === undefined ? undefined : (
          <Tooltip label="End its program and close it">
            <ActionIcon aria-label={`Close terminal ${chosen.number}`} onClick={() => close(chosen.id)}>
              <IconX size={15} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {error === null ? undefined : <ErrorState error={failureOf(error)} action={<Button onClick={reset}>Dismiss</Button>} />}
      <div className={styles.body} id={panel} role="tabpanel" aria-label={chosen === undefined ? 'Terminal' : `Terminal ${chosen.number}`}>
        {chosen === undefined ? (
          isPending ? undefined : (
            <EmptyState icon={IconTerminal2} title={isRunning ? 'No terminal is open' : `${service.name} does not run`} action={openButton} code={`docker exec -it ${service.name} sh`}>
              {isRunning ? 'A shell inside the container, with all that its image has.' : 'A shell needs a running container. Start the service first.'}
            </EmptyState>
          )
        ) : (
          <TerminalView key={chosen.id} id={chosen.id} label={`${service.name}, terminal ${chosen.number}`} onLeave={() => bar.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus()} onAnother={() => open(chosen.replica)} />
        )}
      </div>
    </div>
  );
}
