import { z } from 'zod';
import { imageViewSchema, volumeViewSchema } from '../results.ts';

export const contexts = ['host', 'container', 'kubernetes'] as const;
export type AddressContext = (typeof contexts)[number];

/** A variable; the value of a secret is absent until `service.reveal`. */
export const variableViewSchema = z.strictObject({ name: z.string(), secret: z.boolean(), value: z.string().optional() });

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
  /** Config and secret files as mounted; read one with `service.configFile`. */
  files: z.array(z.strictObject({ path: z.string(), secret: z.boolean() })),
  image: imageViewSchema.optional(),
  volumes: z.array(volumeViewSchema),
  mounts: z.array(z.strictObject({ source: z.string(), target: z.string(), readOnly: z.boolean() })),
  replicas: z.array(replicaViewSchema),
  command: z.array(z.string()),
  user: z.string().optional(),
  limits: z.strictObject({ memoryBytes: z.number().optional(), cpus: z.number().optional(), pids: z.int().optional() }),
  /** How readiness is asked, in words: `PING in the Redis protocol`, `GET /health on 8080`. */
  readiness: z.string(),
});
export type ServiceDetail = z.infer<typeof serviceDetailSchema>;

export const serviceTargetSchema = z.strictObject({ file: z.string().min(1), service: z.string().min(1) });
