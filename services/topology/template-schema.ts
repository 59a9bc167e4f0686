import { z } from 'zod';
import { absolutePath, duration, identifierPattern, portNumber, probe, restart, signal, ulimits } from './shared-schemas.ts';

const identifier = z.string().regex(identifierPattern, 'a word of lower case letters, digits and hyphens');
/** Dots and dashes as well: Elasticsearch reads its settings from names such as `discovery.type`. */
const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'a variable name of letters, digits, underscores, dots and dashes');
const optionName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'an option name in camelCase');

/** `options.tls`, `!options.tls`, `options.mode == aof`, `options.mode != none`, `build`, `!build`. */
const when = z.string().describe('Only then is this part used: `options.x`, `!options.x`, `options.x == word`, `build`.');

/** Text, or text with a condition. */
const conditionalText = z.union([z.string(), z.strictObject({ value: z.string(), when })]);
const scalarText = z.union([z.string(), z.number(), z.boolean()]);

const optionSpec = z.strictObject({
  type: z.enum(['string', 'integer', 'number', 'boolean', 'size', 'duration']).optional(),
  enum: z.array(scalarText).min(1).optional(),
  /** No default: the option must be given. */
  default: scalarText.optional(),
  min: scalarText.optional(),
  max: scalarText.optional(),
  pattern: z.string().optional(),
  description: z.string().optional(),
});
export type OptionSpec = z.infer<typeof optionSpec>;

const portSpec = z.union([
  portNumber,
  z.strictObject({
    container: portNumber,
    protocol: z.enum(['tcp', 'udp']).optional(),
    /** `false`: reachable from other services only. */
    publish: z.boolean().optional(),
    /** The port on this machine that is tried first; the container's when left out. */
    wanted: portNumber.optional(),
    when: when.optional(),
  }),
]);

const configSpec = z.union([
  z.strictObject({ from: z.string(), secret: z.boolean().optional(), when: when.optional() }),
  z.strictObject({ content: z.string(), secret: z.boolean().optional(), when: when.optional() }),
  z.strictObject({ render: z.string(), secret: z.boolean().optional(), when: when.optional() }),
]);

const serviceSpec = z.strictObject({
  /** The whole command: it replaces the image's ENTRYPOINT and CMD. */
  command: z.array(conditionalText).min(1).optional(),
  user: z.string().optional(),
  working_dir: absolutePath.optional(),
  hostname: z.string().optional(),
  /** `NAME:/path` or `NAME:/path:ro`; NAME is the template's own. */
  volumes: z.array(conditionalText).optional(),
  tmpfs: z.array(conditionalText).optional(),
  environment: z
    .record(variableName, z.union([z.string(), z.number(), z.boolean(), z.strictObject({ value: scalarText, when })]))
    .optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  cap_add: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  stop_signal: signal.optional(),
  stop_grace_period: duration.optional(),
  /** May be `${{ options.memory }}`. */
  mem_limit: z.union([z.string(), z.int()]).optional(),
  cpus: z.union([z.string(), z.number()]).optional(),
  pids_limit: z.int().optional(),
  shm_size: z.union([z.string(), z.int()]).optional(),
  ulimits: ulimits.optional(),
  sysctls: z.record(z.string(), scalarText).optional(),
  restart: restart.optional(),
  platform: z.string().optional(),
});

const templateProbe = z.strictObject({ ready: probe, live: probe, startup: probe }).partial();

const production = z.strictObject({
  workload: z.enum(['Deployment', 'StatefulSet']),
  replicas: z.int().min(1).optional(),
  /** Volume name → size, for example `{ data: 8Gi }`. */
  storage: z.record(z.string(), z.string()).optional(),
  resources: z.strictObject({
    requests: z.strictObject({ cpu: z.string(), memory: z.string() }),
    limits: z.strictObject({ cpu: z.string().optional(), memory: z.string() }),
  }),
  security: z.strictObject({
    user: z.int().min(0),
    readOnlyRoot: z.boolean(),
    writablePaths: z.array(absolutePath).optional(),
    /** The image and the command run under any number; a cluster then gives one above 10000 instead of `user`. */
    anyUser: z.boolean().optional(),
  }),
  /** Overrides `probes`, where production asks otherwise. */
  probes: templateProbe.optional(),
  stop_grace_period: duration.optional(),
});

/** What `template.yaml` may hold; docs/templates.md explains each word. */
export const templateSchema = z.strictObject({
  title: z.string().min(1),
  kind: identifier.optional(),
  category: identifier,
  description: z.string().optional(),
  image: z.string().min(1),
  /** The tag for a wanted `version`, for example `${{ version }}-alpine`. */
  tag: z.string().optional(),
  offline: identifier.optional(),
  /** Whether a service of this template may bring its own `build`. */
  build: z.enum(['refused', 'optional', 'required']).optional(),
  /** How many replicas may run; 1 for templates with volumes, else unlimited. */
  maxScale: z.int().min(1).optional(),
  options: z.record(optionName, optionSpec).optional(),
  secrets: z.record(z.string().regex(/^[a-zA-Z][A-Za-z0-9]*$/, 'a secret name in camelCase'), z.strictObject({ generate: z.int().min(8).max(256), when: when.optional() })).optional(),
  ports: z.record(identifier, portSpec).optional(),
  service: serviceSpec.optional(),
  configs: z.record(absolutePath, configSpec).optional(),
  probes: templateProbe.extend({ timeout: duration.optional() }).optional(),
  bindings: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'a binding name of lower case letters, digits and underscores'), conditionalText).optional(),
  production: production.optional(),
});
export type TemplateDocument = z.infer<typeof templateSchema>;
