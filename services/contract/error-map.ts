import { z } from 'zod';
import { errorCodes, type ErrorCode } from './errors.ts';

const positionSchema = z.object({ file: z.string(), line: z.int(), column: z.int() });

/** One failure as it travels; the same fields as `ErrorDocument`. */
const errorFieldsSchema = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  hint: z.string().optional(),
  service: z.string().optional(),
  at: positionSchema.optional(),
});

/** What travels beside code and message. `related`: further mistakes found in the same pass. */
export const errorDataSchema = errorFieldsSchema.omit({ code: true, message: true }).extend({ related: z.array(errorFieldsSchema).optional() });
export type ErrorData = z.infer<typeof errorDataSchema>;

/** What a stream or a job carries for a failure; `ErrorDocument['error']`. */
export const errorDocumentSchema = errorFieldsSchema.extend({ related: z.array(errorFieldsSchema).optional() });

/** Every procedure may fail with every code of the closed list; the code is the type. */
export const errorMap = Object.fromEntries(errorCodes.map((code) => [code, { data: errorDataSchema }])) as { readonly [Code in ErrorCode]: { readonly data: typeof errorDataSchema } };
