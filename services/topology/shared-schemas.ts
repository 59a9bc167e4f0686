import { z } from 'zod';
import { parseDuration, parseSize } from './units.ts';

export const identifierPattern = /^[a-z][a-z0-9-]*$/;

/** A word that becomes part of container, volume and DNS names. */
export const name = z
  .string()
  .max(40, 'a name of at most 40 characters')
  .regex(/^[a-z]([a-z0-9-]*[a-z0-9])?$/, 'a name of lower case letters, digits and inner hyphens that starts with a letter')
  .describe('Lower case letters, digits and hyphens; starts with a letter.');

export const portNumber = z.int().min(1).max(65_535);

export const size = z
  .union([z.string(), z.int().min(0)])
  .refine((value) => parseSize(value) !== undefined, 'a size such as 256mb or 1.5g')
  .describe('A size such as 256mb or 1g.');

export const duration = z
  .union([z.string(), z.number().min(0)])
  .refine((value) => parseDuration(value) !== undefined, 'a duration such as 500ms, 10s or 1m30s')
  .describe('A duration such as 500ms, 10s or 1m30s; a plain number counts seconds.');

export const signal = z.string().regex(/^(SIG[A-Z0-9+-]+|\d{1,2})$/, 'a signal such as SIGTERM');

export const absolutePath = z.string().regex(/^\/[^\0]*$/, 'an absolute path in the container, such as /data');

export const ulimits = z.record(z.string(), z.union([z.int(), z.strictObject({ soft: z.int(), hard: z.int() })]));

export const restart = z.enum(['no', 'always', 'on-failure', 'unless-stopped']);

/** A question that tells whether a service is well; exactly one of the words. */
export const probe = z.union([
  z.strictObject({ http: z.strictObject({ port: z.union([z.string(), portNumber]), path: z.string().startsWith('/') }) }),
  z.strictObject({ tcp: z.union([z.string(), portNumber]) }),
  z.strictObject({ exec: z.array(z.string()).min(1) }),
  z.strictObject({ log: z.string().min(1) }),
]);
