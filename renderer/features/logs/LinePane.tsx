import { ActionIcon, Button } from '@mantine/core';
import { IconCopy, IconX } from '@tabler/icons-react';
import { copyText } from '../../lib/clipboard.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { JsonTree } from '../../ui/json/JsonTree.tsx';
import { objectOf } from './line-words.ts';
import type { BufferedLine } from './log-buffer.ts';
import styles from './Logs.module.css';

export interface LinePaneProps {
  readonly line: BufferedLine;
  readonly colour: string | undefined;
  readonly onClose: () => void;
  readonly onOnlyService: (service: string) => void;
}

const longest = 100_000;

/** One line in full: JSON as a tree, other text as it is. */
export function LinePane({ line, colour, onClose, onOnlyService }: LinePaneProps) {
  const { service, replica, stream, level, time, text } = line;
  const object = objectOf(text);
  const date = new Date(time);
  return (
    <div className={styles.pane}>
      <header className={styles.paneHead}>
        <h2 style={{ color: colour }}>{service}</h2>
        <span className={styles.muted}>
          replica {replica} · {stream}
          {level === 'none' ? '' : ` · ${level}`}
        </span>
        <span className={styles.push} />
        <ActionIcon aria-label="Copy line" onClick={() => void copyText(text, 'line')}>
          <IconCopy size={15} />
        </ActionIcon>
        <ActionIcon aria-label="Close details" onClick={onClose}>
          <IconX size={15} />
        </ActionIcon>
      </header>
      {Number.isNaN(time) ? undefined : (
        <div className={styles.muted}>
          {date.toLocaleString()} · <code>{date.toISOString()}</code>
        </div>
      )}
      <div>
        <Button onClick={() => onOnlyService(service)}>Only {service}</Button>
      </div>
      {object === undefined ? <pre className={styles.whole}>{visibleText(text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text)}</pre> : <JsonTree value={object} label="The line as JSON" />}
    </div>
  );
}
