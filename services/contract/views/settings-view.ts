import { z } from 'zod';

/** What the core keeps for the user; preferences of one window's look live in that window. */
export const settingsSchema = z.strictObject({
  /** What closing the app does to running services. */
  onQuit: z.enum(['keep-running', 'stop']),
  /** Start again what ended though it is wanted up. */
  heal: z.boolean(),
  notifications: z.strictObject({ crash: z.boolean(), ready: z.boolean() }),
  /** Days that events and metrics are kept. */
  retentionDays: z.int().min(1).max(365),
  /** Most megabytes of the store. */
  storeMegabytes: z.int().min(16).max(10_000),
});

export const settingsPatchSchema = settingsSchema.partial();
