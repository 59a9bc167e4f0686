import { z } from 'zod';

/** Shapes that scripts may rely on: what `--json` prints. */
export const serviceStates = ['stopped', 'waiting', 'starting', 'ready', 'unready', 'crash-looping', 'failed', 'stopping'] as const;
export type ServiceState = (typeof serviceStates)[number];

export const publishedPortSchema = z.strictObject({
  name: z.string(),
  containerPort: z.int(),
  /** Address on this machine; absent while nothing is published. */
  host: z.string().optional(),
  hostPort: z.int().optional(),
});

export const serviceStatusSchema = z.strictObject({
  name: z.string(),
  template: z.string().optional(),
  state: z.enum(serviceStates),
  replicas: z.strictObject({ wanted: z.int(), ready: z.int() }),
  image: z.string(),
  ports: z.array(publishedPortSchema),
  restarts: z.int(),
  /** Why the state is not `ready`: last readiness error, exit code, OOM, last log lines. */
  cause: z.string().optional(),
});
export type ServiceStatus = z.infer<typeof serviceStatusSchema>;

export const statusSchema = z.strictObject({
  stack: z.string(),
  services: z.array(serviceStatusSchema),
  /** Another stack file runs under the same name, and the next step; nothing of it is in `services`. */
  elsewhere: z.strictObject({ message: z.string(), hint: z.string() }).optional(),
  /** What is there of the stack under a name that it had before, and the next step. */
  earlier: z.strictObject({ message: z.string(), hint: z.string() }).optional(),
});
export type Status = z.infer<typeof statusSchema>;

export const stepKinds = [
  'create-network',
  'provide-image',
  'create-volume',
  'create-container',
  'rename-container',
  'start-container',
  'stop-container',
  'remove-container',
  'wait-ready',
  'apply-resources',
  'remove-network',
  'start-process',
  'stop-process',
] as const;
export type StepKind = (typeof stepKinds)[number];

export const planStepSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(stepKinds),
  service: z.string().optional(),
  /** The object the step works on: a container, volume, network or image name. */
  target: z.string(),
  /** Why, for a person: `redis.conf changed: maxmemory 128mb → 256mb`. */
  cause: z.string(),
  dependsOn: z.array(z.string()),
});
export type PlanStepView = z.infer<typeof planStepSchema>;
export const planSchema = z.strictObject({
  stack: z.string(),
  steps: z.array(planStepSchema),
  /** What a person should know besides; absent where there is nothing. */
  notes: z.array(z.string()).optional(),
});
export type PlanView = z.infer<typeof planSchema>;

export const envSchema = z.record(z.string(), z.record(z.string(), z.string()));
export type EnvContract = z.infer<typeof envSchema>;

export const eventSchema = z.strictObject({
  id: z.uuid(),
  event_type: z.string().max(50),
  /** ISO 8601, UTC, milliseconds. */
  timestamp: z.string(),
  service_name: z.string().max(50).nullable(),
  details: z.record(z.string(), z.unknown()),
  status: z.string().max(20),
});
export type InfrastructureEvent = z.infer<typeof eventSchema>;

/** Progress of `up`, `down`, `restart`, as a stream. */
export type Progress =
  | { readonly type: 'plan'; readonly steps: readonly PlanStepView[] }
  | { readonly type: 'step'; readonly step: PlanStepView; readonly phase: 'started' | 'done' | 'failed' | 'skipped'; readonly message?: string; readonly seconds?: number }
  /** Pull or build of one image; `current`/`total` in bytes, per layer. */
  | { readonly type: 'image'; readonly image: string; readonly layer?: string; readonly phase: string; readonly current?: number; readonly total?: number }
  | { readonly type: 'service'; readonly service: string; readonly state: ServiceState; readonly cause?: string }
  | { readonly type: 'note'; readonly message: string };

export interface LogLine {
  readonly service: string;
  readonly replica: number;
  readonly stream: 'stdout' | 'stderr';
  /** ISO 8601 with nanoseconds where the engine gives them. */
  readonly time: string;
  readonly text: string;
  /** Parsed when the line is one JSON object. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** No line of the service: `text` says that lines are missing here, and why. */
  readonly isGap?: true;
}

export const doctorCheckSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  outcome: z.enum(['ok', 'warning', 'failed']),
  /** What was found. */
  found: z.string(),
  /** What to do about it; present unless ok. */
  fix: z.string().optional(),
  /** `--fix` can apply it without risk. */
  fixable: z.boolean(),
  fixed: z.boolean().optional(),
});
export type DoctorCheck = Readonly<z.infer<typeof doctorCheckSchema>>;

export const imageViewSchema = z.strictObject({
  service: z.string(),
  /** What the stack asks for. */
  wanted: z.string(),
  /** What is or would be run: the reference itself or the offline drop-in. */
  used: z.string().optional(),
  source: z.enum(['present', 'offline', 'build', 'missing']),
  digest: z.string().optional(),
  sizeBytes: z.number().optional(),
});
export type ImageView = Readonly<z.infer<typeof imageViewSchema>>;

export const volumeViewSchema = z.strictObject({
  name: z.string(),
  service: z.string().optional(),
  stack: z.string(),
  sizeBytes: z.number().optional(),
  inUse: z.boolean(),
  /** ISO 8601; absent where the history does not tell. */
  createdAt: z.string().optional(),
});
export type VolumeView = Readonly<z.infer<typeof volumeViewSchema>>;
