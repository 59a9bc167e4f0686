import { Button, useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useCore } from '../../../lib/core.ts';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { sessionOf } from './sessions.ts';
import styles from './Terminal.module.css';

export interface TerminalViewProps {
  readonly id: string;
  readonly label: string;
  readonly onLeave: () => void;
  readonly onAnother: () => void;
}

/** One terminal, and how it ended when it has. */
export function TerminalView({ id, label, onLeave, onAnother }: TerminalViewProps) {
  const core = useCore();
  const scheme = useComputedColorScheme('light');
  const parent = useRef<HTMLDivElement>(null);
  const session = sessionOf(core, id);
  const state = useStore(session.state);
  const leave = useRef(onLeave);
  useEffect(() => {
    leave.current = onLeave;
  });
  useEffect(() => {
    if (parent.current === null) return undefined;
    const detach = session.attach(parent.current, () => leave.current());
    session.focus();
    return detach;
  }, [session]);
  useEffect(() => session.setScheme(scheme), [session, scheme]);
  const another = <Button onClick={onAnother}>Open another</Button>;
  return (
    <div className={styles.view} role="group" aria-label={label}>
      <div ref={parent} className={styles.screen} />
      {state.phase === 'ended' ? (
        <div className={styles.end} role="status">
          The program ended with code {state.exitCode}.{another}
        </div>
      ) : undefined}
      {state.phase === 'lost' ? <ErrorState error={state.error} action={another} /> : undefined}
    </div>
  );
}
