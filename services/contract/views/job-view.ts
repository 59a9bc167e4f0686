import { z } from 'zod';
import { errorDocumentSchema } from '../error-map.ts';
import type { ErrorDocument } from '../errors.ts';
import type { Progress } from '../results.ts';

/** Work that changes a stack. It belongs to the core, not to the shell that began it, and goes on when that shell leaves. */
export const jobVerbs = ['up', 'down', 'restart', 'pull', 'build'] as const;

export const jobRequestSchema = z.strictObject({
  file: z.string().min(1),
  verb: z.enum(jobVerbs),
  /** Only these, and what they use where the verb starts something; all when left out or empty. */
  services: z.array(z.string()).optional(),
  /** For `up`: get images anew. */
  pull: z.boolean().optional(),
});
export type JobRequest = z.infer<typeof jobRequestSchema>;

export const jobViewSchema = z.strictObject({
  id: z.string(),
  file: z.string(),
  stack: z.string(),
  verb: z.enum(jobVerbs),
  services: z.array(z.string()),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Steps done and planned; `total` is 0 until the plan is made. */
  steps: z.strictObject({ done: z.int(), total: z.int() }),
  /** What it is at, in words: `pulling redis:8.2-alpine`, `cache: waits for ready`. */
  current: z.string().optional(),
  /** ISO 8601. */
  startedAt: z.string(),
  endedAt: z.string().optional(),
  error: errorDocumentSchema.optional(),
});
export type JobView = z.infer<typeof jobViewSchema>;

/** One item of `jobs.follow`: what happened since the one before, in order. The stream ends after `end`. */
export interface JobBatch {
  readonly items: readonly Progress[];
  /** Present in the last batch. */
  readonly end?: { readonly state: 'done' | 'failed' | 'cancelled'; readonly error?: ErrorDocument['error'] };
}
