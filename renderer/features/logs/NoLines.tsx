import { Button } from '@mantine/core';
import { IconFilterX, IconPlugConnectedX, IconTerminal2 } from '@tabler/icons-react';
import { formatAmount } from '../../lib/format.ts';
import type { Start } from '../../lib/use-start.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { NoMatch } from '../../ui/NoMatch.tsx';
import { StartButton } from '../../ui/StartButton.tsx';
import styles from './Logs.module.css';

export interface NoLinesProps {
  /** Lines that are there, behind the filter. */
  readonly hidden: number;
  /** The text filter cannot be used. */
  readonly hasFailedFilter: boolean;
  readonly isFiltered: boolean;
  /** Nothing can be read now: the engine, or the way to it, is gone. */
  readonly isCutOff: boolean;
  readonly onClear: () => void;
  /** Where nothing of the stack runs. */
  readonly start: Start | undefined;
}

/** Why no line is shown. */
export function NoLines({ hidden, hasFailedFilter, isFiltered, isCutOff, onClear, start }: NoLinesProps) {
  return (
    <div className={styles.none}>
      {hasFailedFilter ? (
        <EmptyState icon={IconFilterX} title="The filter cannot be used" action={<Button onClick={onClear}>Clear the filter</Button>}>
          Mend or clear it; {formatAmount(hidden, 'line')} wait behind it.
        </EmptyState>
      ) : isCutOff && hidden === 0 ? (
        <EmptyState icon={IconPlugConnectedX} title="Lines cannot be read now">
          They appear here as soon as they can be read again; what was written meanwhile comes with them.
        </EmptyState>
      ) : isFiltered ? (
        <NoMatch title="No line matches" onClear={onClear}>
          {formatAmount(hidden, 'line')} {hidden === 1 ? 'is' : 'are'} hidden by the filter; new ones that match appear here.
        </NoMatch>
      ) : (
        <EmptyState icon={IconTerminal2} title="No lines yet" action={<StartButton start={start} what="the stack" />} code="stackyard logs --follow">
          What your services write appears here as it comes.
        </EmptyState>
      )}
    </div>
  );
}
