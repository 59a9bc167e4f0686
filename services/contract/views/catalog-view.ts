import { z } from 'zod';

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);

/** An option as a form shows it. */
export const optionViewSchema = z.strictObject({
  name: z.string(),
  type: z.enum(['string', 'integer', 'number', 'boolean', 'size', 'duration']),
  /** The only values, where they are listed. */
  choices: z.array(scalarSchema).optional(),
  default: scalarSchema.optional(),
  min: scalarSchema.optional(),
  max: scalarSchema.optional(),
  pattern: z.string().optional(),
  description: z.string().optional(),
});
export type OptionView = z.infer<typeof optionViewSchema>;

export const templateViewSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  category: z.string(),
  description: z.string(),
  kind: z.string().optional(),
  image: z.string(),
  capabilities: z.array(z.string()),
  options: z.array(optionViewSchema),
  /** Keys that declare resources (`queues`, `buckets` …), each with its JSON Schema. */
  resources: z.record(z.string(), z.json()),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })),
  /** Whether a service of it may, or must, bring its own `build`. */
  build: z.enum(['refused', 'optional', 'required']),
  maxScale: z.int().optional(),
  /** False for a template of the stack's own folder. */
  builtIn: z.boolean(),
  /** Wrong; why, in one line. */
  problem: z.string().optional(),
});
export type TemplateView = z.infer<typeof templateViewSchema>;
