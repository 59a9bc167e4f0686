import { z } from 'zod';
import { planSchema } from '../results.ts';

/** A mistake in a stack file, for the editor; line and column count from 1. */
export const diagnosticSchema = z.strictObject({
  line: z.int(),
  column: z.int(),
  /** In which file: the stack file, or a template of the user's. */
  file: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  service: z.string().optional(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** A stack file as it stands on disk. */
export const stackFileSchema = z.strictObject({
  file: z.string(),
  text: z.string(),
  /** sha256 of the text; `write` refuses when it is not this any more. */
  hash: z.string(),
  problems: z.array(diagnosticSchema),
});
export type StackFile = z.infer<typeof stackFileSchema>;

/** Of a service that the app adds. */
export const serviceNameSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of lower case letters, digits and hyphens');

/** A change to a stack file that keeps the user's comments, order and formatting. */
export const stackEditSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('add-service'),
    service: serviceNameSchema,
    /** The keys below the service's name, in order: `{ template: 'redis', options: { … } }`. */
    definition: z.record(z.string(), z.json()),
    /** Services that shall use it. */
    usedBy: z.array(z.string()).optional(),
  }),
  /** `null` removes the option, so that the template's default holds. */
  z.strictObject({ type: z.literal('set-options'), service: z.string(), options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])) }),
  z.strictObject({ type: z.literal('set-scale'), service: z.string(), scale: z.int().min(0).max(100) }),
  z.strictObject({ type: z.literal('remove-service'), service: z.string() }),
]);
export type StackEdit = z.infer<typeof stackEditSchema>;

/** What an edit would do; nothing is written. */
export const editPreviewSchema = z.strictObject({
  /** The whole new text. */
  text: z.string(),
  before: z.string(),
  /** Hash of `before`, for `write`. */
  hash: z.string(),
  problems: z.array(diagnosticSchema),
  /** What `up` would do after it; absent while there are problems or the engine does not answer. */
  plan: planSchema.optional(),
});
export type EditPreview = z.infer<typeof editPreviewSchema>;
