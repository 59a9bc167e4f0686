import { IconFilter, IconFilterX, IconPlugConnectedX, IconTerminal2 } from '@tabler/icons-react';
import { formatAmount } from '../../lib/format.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './Logs.module.css';

export interface NoLinesProps {
  /** Lines that are there, behind the filter. */
  readonly hidden: number;
  /** The text filter cannot be used. */
  readonly hasFailedFilter: boolean;
  readonly isFiltered: boolean;
  /** Nothing can be read now: the engine, or the way to it, is gone. */
  readonly isCutOff: boolean;
}

/** Why no line is shown. */
export function NoLines({ hidden, hasFailedFilter, isFiltered, isCutOff }: NoLinesProps) {
  return (
    <div className={styles.none}>
      {hasFailedFilter ? (
        <EmptyState icon={IconFilterX} title="The filter cannot be used">
          Mend or clear it; {formatAmount(hidden, 'line')} wait behind it.
        </EmptyState>
      ) : isCutOff && hidden === 0 ? (
        <EmptyState icon={IconPlugConnectedX} title="Lines cannot be read now">
          They appear here as soon as they can be read again; what was written meanwhile comes with them.
        </EmptyState>
      ) : isFiltered ? (
        <EmptyState icon={IconFilter} title="No line matches">
          {formatAmount(hidden, 'line')} are hidden by the filter; new ones that match appear here.
        </EmptyState>
      ) : (
        <EmptyState icon={IconTerminal2} title="No lines yet" code="stackyard logs --follow">
          What your services write appears here as it comes.
        </EmptyState>
      )}
    </div>
  );
}
