import { formatAmount } from '../lib/format.ts';
import { NoMatch } from './NoMatch.tsx';

/** The filter hides every service; `hidden`: how many. */
export function NoServiceMatches({ filter, hidden, onClear }: { readonly filter: string; readonly hidden: number; readonly onClear: () => void }) {
  return (
    <NoMatch title={`No service matches ${filter}`} onClear={onClear}>
      {formatAmount(hidden, 'service')} {hidden === 1 ? 'is' : 'are'} hidden by the filter.
    </NoMatch>
  );
}
