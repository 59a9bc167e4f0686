import { exportSchema } from './export-schema.ts';
import { z } from 'zod';
import { routeSchema } from '../contract/routes.ts';
import { absolutePath, duration, name, portNumber, probe, restart, signal, size, ulimits } from './shared-schemas.ts';

const words = z.union([z.string(), z.array(z.string())]);
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const variables = z.union([z.record(z.string(), scalar), z.array(z.string())]);
const hostPort = z.string().regex(/^(\[[0-9a-fA-F:]+\]|\d{1,3}(\.\d{1,3}){3}|localhost):\d{1,5}$/, 'a port, "address:port" or false');
const ready = z.union([
  ...probe.options.map((option) => option.extend({ timeout: duration.optional() })),
  z.strictObject({ timeout: duration }),
]);

const build = z.union([
  z.string().min(1),
  z.strictObject({ context: z.string().min(1), dockerfile: z.string().min(1).optional(), args: variables.optional(), target: z.string().min(1).optional() }),
]);

const volume = z.union([
  z.string().min(1),
  z.strictObject({
    type: z.enum(['volume', 'bind', 'tmpfs']),
    source: z.string().min(1).optional(),
    target: absolutePath,
    read_only: z.boolean().optional(),
    tmpfs: z.strictObject({ size: size.optional(), mode: z.int().optional() }).optional(),
  }),
]);

const healthcheck = z.strictObject({
  test: words.optional(),
  interval: duration.optional(),
  timeout: duration.optional(),
  retries: z.int().min(1).optional(),
  start_period: duration.optional(),
  start_interval: duration.optional(),
  disable: z.boolean().optional(),
});

const envFile = z.union([z.string(), z.array(z.union([z.string(), z.strictObject({ path: z.string(), required: z.boolean().optional() })]))]);

/** The words of a service that need no kind and no template to be checked. */
export const serviceSchema = z.strictObject({
  template: z.string().describe('A catalog entry, or a folder of .stackyard/templates.').optional(),
  image: z.string().min(1).describe('An image to run, or to use instead of the template\'s.').optional(),
  build: build.describe('A folder with a Dockerfile.').optional(),
  run: z.string().min(1).describe('A command to run on this machine, in the folder of this file.').optional(),
  version: z.string().min(1).describe('The version of the template\'s image.').optional(),
  options: z.record(z.string(), z.unknown()).describe('Options of the template.').optional(),
  secrets: z.record(z.string(), z.string()).describe('Your own values for secrets that the template would generate.').optional(),
  uses: z.array(z.string()).describe('Services that must be ready first; their addresses become variables.').optional(),
  depends_on: z.union([z.array(z.string()), z.record(z.string(), z.unknown())]).describe('As in Compose; the same as uses.').optional(),
  expose: z.record(name, portNumber).describe('Ports that the service listens on, by name.').optional(),
  publish: z
    .union([z.boolean(), z.record(z.string(), z.union([portNumber, hostPort, z.boolean(), z.literal('auto')]))])
    .describe('Port name → port on this machine, "address:port", or false.')
    .optional(),
  scale: z.int().min(0).max(100).describe('Number of replicas. 1 also means never two at once in a cluster.').optional(),
  routes: z.array(routeSchema).describe('Where an edge or mesh proxy sends requests.').optional(),
  ready: ready.describe('When the service counts as ready.').optional(),
  command: words.optional(),
  entrypoint: words.optional(),
  environment: variables.optional(),
  env_file: envFile.optional(),
  volumes: z.array(volume).optional(),
  user: z.string().min(1).optional(),
  working_dir: z.string().min(1).optional(),
  hostname: z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?$/, 'a host name').optional(),
  labels: variables.optional(),
  restart: restart.optional(),
  stop_signal: signal.optional(),
  stop_grace_period: duration.optional(),
  mem_limit: size.optional(),
  cpus: z.union([z.number().positive(), z.string().regex(/^\d+(\.\d+)?$/, 'a number of processors')]).optional(),
  pids_limit: z.int().min(-1).optional(),
  shm_size: size.optional(),
  healthcheck: healthcheck.optional(),
  tmpfs: words.optional(),
  read_only: z.boolean().optional(),
  cap_add: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  init: z.boolean().optional(),
  extra_hosts: z.union([z.array(z.string()), z.record(z.string(), z.string())]).optional(),
  ulimits: ulimits.optional(),
  sysctls: variables.optional(),
  platform: z.string().min(1).optional(),
  security_opt: z.array(z.enum(['no-new-privileges', 'no-new-privileges:true', 'no-new-privileges:false'])).optional(),
});
export type ServiceInput = z.infer<typeof serviceSchema>;

export const serviceKeys: readonly string[] = Object.keys(serviceSchema.shape);

export const stackSchema = z.strictObject({
  name: name.describe('The name of the stack; the folder\'s name when left out.').optional(),
  registry: z
    .string()
    .regex(/^[A-Za-z0-9.-]+(:\d{1,5})?(\/[a-z0-9._/-]+)?$/, 'a registry such as mirror.example:5000, without https://')
    .describe('Registry or mirror that images without a host are pulled from.')
    .optional(),
  export: exportSchema.describe('What production forms need to know.').optional(),
  services: z.record(name, z.record(z.string(), z.unknown())),
});
