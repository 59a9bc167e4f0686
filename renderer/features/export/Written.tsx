import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconX } from '@tabler/icons-react';
import type { ExportWritten } from '../../../services/contract/views/export-view.ts';
import { formatAmount, formatCount } from '../../lib/format.ts';
import { visibleText } from '../../lib/visible-text.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { changeKinds } from './change-kinds.ts';
import { countsOf } from './counts.ts';
import { changeLooks } from './looks.ts';
import styles from './Written.module.css';

export interface WrittenProps {
  readonly written: ExportWritten;
  readonly onFile: (path: string) => void;
  readonly onClose: () => void;
}

/** What was just written, what is left to solve in it, and what becomes of it. */
export function Written({ written: { folder, files, next }, onFile, onClose }: WrittenProps) {
  const counts = countsOf(files, ({ kind }) => kind);
  const sums = changeKinds.flatMap((kind) => (counts.has(kind) ? [`${formatCount(counts.get(kind) ?? 0)} ${changeLooks[kind].word.toLowerCase()}`] : []));
  const marked = files.filter((file) => file.marked !== undefined);
  const Icon = marked.length === 0 ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={styles.written} role="status" data-marked={marked.length > 0 || undefined}>
      <Icon size={16} className={styles.sign} aria-hidden />
      <div className={styles.words}>
        <div>
          <b>{formatAmount(files.length, 'file')} written</b> to <code>{visibleText(folder)}</code>: {sums.join(', ')}.
        </div>
        {marked.length === 0 ? undefined : (
          <div>
            Both sides of a conflict stand marked in{' '}
            {marked.map(({ path }, index) => (
              <span key={path}>
                {index === 0 ? '' : ', '}
                <UnstyledButton className={styles.file} onClick={() => onFile(path)}>
                  {visibleText(path)}
                </UnstyledButton>
              </span>
            ))}
            . Keep what you want of the lines between the marks, and take the marks out.
          </div>
        )}
        <ol className={styles.next} aria-label="What to do next">
          {next.map(({ does, command }) => (
            <li key={does}>
              {visibleText(does)}
              {command === undefined ? undefined : (
                <>
                  <code>{visibleText(command)}</code>
                  <CopyButton text={command} what="command" />
                </>
              )}
            </li>
          ))}
        </ol>
      </div>
      <ActionIcon aria-label="Close what was written" onClick={onClose}>
        <IconX size={15} />
      </ActionIcon>
    </div>
  );
}
