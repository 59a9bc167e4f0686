import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useEffect, useState, type FocusEvent } from 'react';
import { copyText } from '../lib/clipboard.ts';
import styles from './SecretValue.module.css';

export interface SecretValueProps {
  /** What it is called, for the toast: `CACHE_PASSWORD`. */
  readonly name: string;
  /** What may be seen of it; dots when left out. */
  readonly redacted?: string | undefined;
  /** Asks for the value; tells its own failure and resolves with undefined then. */
  readonly reveal: () => Promise<string | undefined>;
}

const dots = '••••••••';

/** A secret: dots until asked, copied without showing, hidden again when focus or the window is left. */
export function SecretValue({ name, redacted, reveal }: SecretValueProps) {
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    if (shown === undefined) return undefined;
    const hide = (): void => setShown(undefined);
    window.addEventListener('blur', hide);
    return () => window.removeEventListener('blur', hide);
  }, [shown]);
  const onBlur = (event: FocusEvent<HTMLSpanElement>): void => {
    if (!event.currentTarget.contains(event.relatedTarget)) setShown(undefined);
  };
  const copy = async (): Promise<void> => {
    const value = shown ?? (await reveal());
    if (value !== undefined) await copyText(value, `${name}, a secret`);
  };
  const label = shown === undefined ? `Show ${name}` : `Hide ${name}`;
  return (
    <span className={styles.secret} onBlur={onBlur}>
      <code className={styles.value} data-hidden={(shown === undefined && redacted === undefined) || undefined} aria-label={shown === undefined ? (redacted === undefined ? `${name}, hidden` : `${name} without its secret: ${redacted}`) : name}>
        {shown ?? redacted ?? dots}
      </code>
      <Tooltip label={label}>
        <ActionIcon size={20} aria-label={label} aria-pressed={shown !== undefined} onClick={() => (shown === undefined ? void reveal().then(setShown) : setShown(undefined))}>
          {shown === undefined ? <IconEye size={13} /> : <IconEyeOff size={13} />}
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`Copy ${name}`}>
        <ActionIcon size={20} aria-label={`Copy ${name}`} onClick={() => void copy()}>
          <IconCopy size={13} />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
