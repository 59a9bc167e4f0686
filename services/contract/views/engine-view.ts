import { z } from 'zod';

/** Whether the engine answers, and which one it is. */
export const engineViewSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('connecting') }),
  z.strictObject({
    state: z.literal('connected'),
    /** `unix:///var/run/docker.sock`. */
    address: z.string(),
    /** Why this address: `DOCKER_HOST`, `context colima`, `default socket`. */
    source: z.string(),
    version: z.string(),
    apiVersion: z.string(),
  }),
  z.strictObject({
    state: z.literal('lost'),
    /** In one line, for a person. */
    reason: z.string(),
    hint: z.string().optional(),
    /** ISO 8601. */
    since: z.string(),
  }),
]);
export type EngineView = z.infer<typeof engineViewSchema>;
