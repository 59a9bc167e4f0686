import { z } from 'zod';

/** What became of one fact of a Compose project. */
export const importEntrySchema = z.strictObject({
  /** null: of the whole project. */
  service: z.string().nullable(),
  fact: z.string(),
  outcome: z.enum(['carried', 'approximated', 'dropped', 'refused']),
  how: z.string(),
  /** Why it is not just the same, and what to do. */
  why: z.string().nullable(),
});

/** A Compose project as stackyard.yaml. */
export const importViewSchema = z.strictObject({
  /** Name of the stack. */
  stack: z.string(),
  /** Absolute path of the stackyard.yaml. */
  file: z.string(),
  /** False for a preview, and where the file says the same already. */
  written: z.boolean(),
  text: z.string(),
  /** What stands in the file now; absent where there is none. */
  before: z.string().optional(),
  /** Absolute paths of the Compose files and all that was read with them. */
  sources: z.array(z.string()),
  report: z.array(importEntrySchema),
});
export type ImportView = z.infer<typeof importViewSchema>;
