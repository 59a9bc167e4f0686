import { z } from 'zod';
import type { LogLine } from '../results.ts';

/** Which lines. Text filters are the shell's: a pattern that takes for ever must not hold the core. */
export const logQuerySchema = z.strictObject({
  file: z.string().min(1),
  services: z.array(z.string()).optional(),
  /** ISO time, or a duration back from now such as `10m`. */
  since: z.string().optional(),
});

export const logFollowSchema = logQuerySchema.extend({
  /** Lines per replica to begin with; 500 when left out. */
  tail: z.int().min(0).max(100_000).optional(),
});
export type LogFollow = z.infer<typeof logFollowSchema>;

/** One item of `logs.follow`: at most 1,000 lines, at most one item each 40 ms. */
export interface LogBatch {
  readonly lines: readonly LogLine[];
  /** Lines that were left out since the item before because they came faster than they could be carried. */
  readonly skipped: number;
}
