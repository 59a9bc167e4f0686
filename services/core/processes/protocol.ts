import { z } from 'zod';
import { errorCodes } from '../../contract/errors.ts';

const backOffSchema = z.strictObject({
  /** Milliseconds before the first restart; doubles with each. 500 when left out. */
  initial: z.number().min(1).default(500),
  /** 30,000 when left out. */
  maximum: z.number().min(1).default(30_000),
  /** After running that long an exit counts as the first again. 60,000 when left out. */
  stable: z.number().min(1).default(60_000),
});
export type BackOff = z.infer<typeof backOffSchema>;

export const processSpecSchema = z.strictObject({
  service: z.string().min(1).max(100),
  /** Command line for `/bin/sh -c`, as npm runs its scripts. */
  run: z.string().min(1),
  /** Absolute. */
  cwd: z.string().startsWith('/'),
  /** The whole environment: what is not in it, `PATH` too, the process does not get. */
  env: z.record(z.string(), z.string()),
  stopSignal: z.string().regex(/^SIG[A-Z0-9+-]+$/).default('SIGTERM'),
  graceSeconds: z.number().min(0).max(3_600).default(10),
  /** Replaced in captured output. */
  secrets: z.array(z.string()).default([]),
  /** The caller's own, given back by `status`. */
  hash: z.string().max(200).optional(),
  backOff: backOffSchema.prefault({}),
});
export type ProcessSpec = z.input<typeof processSpecSchema>;
export type CheckedSpec = z.infer<typeof processSpecSchema>;

export const processStatusSchema = z.strictObject({
  name: z.string(),
  /**
   * restarting: waits before the next try. crash-looping: three or more exits in a row, each soon after its start.
   * orphaned: it runs, but its keeper was killed; `start` or `stop` cleans up.
   */
  state: z.enum(['running', 'restarting', 'crash-looping', 'stopping', 'stopped', 'orphaned']),
  pid: z.int().optional(),
  restarts: z.int(),
  /** `error`: why, where that is known. `startedAt`: of the run that ended; a keeper of an earlier version does not say. */
  lastExit: z.strictObject({ code: z.int().nullable(), signal: z.string().nullable(), at: z.string(), error: z.string().optional(), startedAt: z.string().optional() }).optional(),
  /** ISO 8601: since when it is in this state. */
  since: z.string(),
  hash: z.string().optional(),
});
export type ProcessStatus = z.infer<typeof processStatusSchema>;

/** One line of JSON each way. */
export const requestSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('start'), spec: processSpecSchema }),
  z.strictObject({ method: z.literal('stop'), service: z.string() }),
  z.strictObject({ method: z.literal('status') }),
  z.strictObject({ method: z.literal('shutdown') }),
]);
export type Request = z.infer<typeof requestSchema>;

export const responseSchema = z.union([
  z.strictObject({ processes: z.array(processStatusSchema) }),
  z.strictObject({ error: z.object({ code: z.enum(errorCodes), message: z.string(), hint: z.string().optional(), service: z.string().optional() }) }),
]);
export type Response = z.infer<typeof responseSchema>;

export const longestLine = 8 * 1024 * 1024;
