import { z } from 'zod';
import { imageViewSchema, volumeViewSchema } from '../results.ts';

export const contexts = ['host', 'container', 'kubernetes'] as const;
export type AddressContext = (typeof contexts)[number];

/**
 * A variable. `secret`: it holds one, or by its name it may; the value is then absent until `services.reveal`.
 * `redacted`: an address that holds one, with `••••••` in its place.
 */
export const variableViewSchema = z.strictObject({ name: z.string(), secret: z.boolean(), value: z.string().optional(), redacted: z.string().optional() });

export const replicaViewSchema = z.strictObject({
  replica: z.int(),
  /** Container name, or the process id of a host process as text. */
  name: z.string(),
  id: z.string(),
  /** As the engine says: `running`, `exited` … */
  state: z.string(),
  /** ISO 8601. */
  startedAt: z.string().optional(),
  exitCode: z.int().optional(),
});

export const serviceDetailSchema = z.strictObject({
  name: z.string(),
  /** What users of the service get, by context: `CACHE_URL` … */
  connections: z.strictObject({ host: z.array(variableViewSchema), container: z.array(variableViewSchema), kubernetes: z.array(variableViewSchema) }),
  /** What the service itself is given. */
  environment: z.array(variableViewSchema),
  /** Config and secret files as mounted; read one with `services.configFile`. */
  files: z.array(z.strictObject({ path: z.string(), secret: z.boolean() })),
  /** Absent for a host process; `source` is absent while the engine cannot be asked. */
  image: imageViewSchema.partial({ source: true }).optional(),
  /** Those it mounts and those it made; `inUse` is absent while the engine cannot be asked. */
  volumes: z.array(volumeViewSchema.partial({ inUse: true })),
  /** Volumes under their engine names, and folders of this machine. */
  mounts: z.array(z.strictObject({ source: z.string(), target: z.string(), readOnly: z.boolean() })),
  replicas: z.array(replicaViewSchema),
  /** What the stack gives: entrypoint and command, or the command line of a host process; empty: the image's own. Secrets in it are `••••••`. */
  command: z.array(z.string()),
  user: z.string().optional(),
  limits: z.strictObject({ memoryBytes: z.number().optional(), cpus: z.number().optional(), pids: z.int().optional() }),
  /** How readiness is asked, in words: `AUTH and PING in the Redis protocol`, `GET /health on port 8080`. */
  readiness: z.string(),
  /** Why what the engine knows is missing: it cannot be reached. Ports are then those that were published last. */
  problem: z.string().optional(),
});
export type VariableView = z.infer<typeof variableViewSchema>;
export type ReplicaView = z.infer<typeof replicaViewSchema>;
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;

export const serviceTargetSchema = z.strictObject({ file: z.string().min(1), service: z.string().min(1) });
