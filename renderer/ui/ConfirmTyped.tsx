import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import styles from './ConfirmTyped.module.css';

export interface ConfirmTypedProps {
  readonly title: string;
  /** What will be gone, exactly. */
  readonly words: string;
  /** What must be typed. */
  readonly name: string;
  /** Verb and count: `Delete 1,204 jobs`. */
  readonly button: string;
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** For what cannot be undone: the name is typed before the button works. */
export function ConfirmTyped({ title, words, name, button, isBusy, onConfirm, onClose }: ConfirmTypedProps) {
  const [typed, setTyped] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed === name) onConfirm();
  };
  return (
    <Modal opened onClose={onClose} title={title} centered size="md">
      <form onSubmit={submit} className={styles.form}>
        <p>{words}</p>
        <TextInput
          data-autofocus
          label={
            <>
              Type <code>{name}</code> to go on
            </>
          }
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" color="red" variant="filled" disabled={typed !== name} loading={isBusy}>
            {button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
