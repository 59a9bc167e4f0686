import { StackyardError } from '../contract/errors.ts';

/** ISO 8601, UTC, milliseconds; a date that is none is refused instead of stored as `Invalid Date`. */
export function timestampOf(date: Date = new Date()): string {
  if (Number.isNaN(date.getTime())) throw new StackyardError('UNSUPPORTED', 'That is not a point in time.', { hint: 'Give an ISO 8601 time such as 2026-01-31T12:00:00Z.' });
  return date.toISOString();
}
