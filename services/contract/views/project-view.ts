import { z } from 'zod';

/** A folder of this machine, for the first run's picker. */
export const folderViewSchema = z.strictObject({
  path: z.string(),
  /** Absent at the root. */
  parent: z.string().optional(),
  home: z.string(),
  /** Folders in it, by name; hidden ones left out. */
  folders: z.array(z.strictObject({ name: z.string(), path: z.string(), hasStack: z.boolean(), composeFile: z.string().optional() })),
  hasStack: z.boolean(),
  /** Name of a Compose file in it. */
  composeFile: z.string().optional(),
});

/** How a new stack begins. */
export const projectSourceSchema = z.discriminatedUnion('from', [
  /** The demo shop, copied into the folder. */
  z.strictObject({ from: z.literal('demo') }),
  z.strictObject({ from: z.literal('templates'), templates: z.array(z.string()).min(1).max(20) }),
  /** Services of a Compose file of the folder, kept as they are; known images become templates. */
  z.strictObject({ from: z.literal('compose'), file: z.string() }),
]);

export const projectPreviewSchema = z.strictObject({
  /** Where stackyard.yaml would be written. */
  file: z.string(),
  text: z.string(),
  /** What was understood, approximated or left out, in sentences. */
  notes: z.array(z.string()),
});
