import { z } from 'zod';

const days = z.int().min(1).max(3_650);

/** What the user decided for all stacks, and what holds until then. */
export const settingsSchema = z.strictObject({
  /** A service that ended although it is wanted is started again. */
  heal: z.boolean().default(true),
  /** Days after which infrastructure_events go. */
  eventDays: days.default(30),
  /** Days after which infrastructure_metrics go. */
  metricDays: days.default(30),
  /** Desktop app: closing the last window leaves the app in the tray. */
  closeToTray: z.boolean().default(true),
  /** Desktop app: a notification when a service fails or keeps crashing. */
  notifyTrouble: z.boolean().default(true),
  /** Desktop app: a notification when a whole stack became ready. */
  notifyReady: z.boolean().default(true),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Written out: optional properties of a strict schema must not bring their defaults along. */
export const settingsChangeSchema = z.strictObject({
  heal: z.boolean().optional(),
  eventDays: days.optional(),
  metricDays: days.optional(),
  closeToTray: z.boolean().optional(),
  notifyTrouble: z.boolean().optional(),
  notifyReady: z.boolean().optional(),
});
export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** Where Stackyard keeps its things, and what it is. */
export const installationSchema = z.strictObject({
  version: z.string(),
  /** Of the core. */
  node: z.string(),
  /** `Linux 6.1.0 x64`. */
  platform: z.string(),
  /** Absolute. */
  stateDirectory: z.string(),
  /** `0700`; absent where the system has no such modes. */
  directoryMode: z.string().optional(),
  secrets: z.strictObject({
    /** Stacks with secrets. */
    files: z.int(),
    /** Files that others than the user can read, by their path; there should be none. */
    exposed: z.array(z.string()),
  }),
  /** Bytes of the database with its history. */
  databaseBytes: z.number(),
  /** What the store had to tell: a restored copy, a folder that cannot be written. */
  notices: z.array(z.string()),
});
export type Installation = z.infer<typeof installationSchema>;
