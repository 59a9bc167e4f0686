import type { StackSummary } from '../../services/contract/views/stack-view.ts';
import { formatAmount } from './format.ts';

/** The state of a stack in a line of a list. */
export function wordsOfStack({ states, problem }: Pick<StackSummary, 'states' | 'problem'>): string {
  const all = Object.values(states).reduce((sum, count) => sum + count, 0);
  if (problem !== undefined) return 'its file has a mistake';
  return all === 0 ? 'not followed' : `${states.ready ?? 0} of ${formatAmount(all, 'service')} ready`;
}
