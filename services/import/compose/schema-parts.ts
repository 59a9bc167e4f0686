import { z } from 'zod';

/** Compose takes numbers and booleans where it wants text. */
export const text = z.union([z.string(), z.number(), z.boolean()]);
export const textList = z.array(text);
export const textOrList = z.union([text, textList]);
export const flag = z.union([z.boolean(), z.enum(['true', 'false'])]);
export const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/, 'a number')]);
/** A map, or a list of NAME=value. */
export const pairs = z.union([z.record(z.string(), z.union([text, z.null()])), textList]);
/** Whatever stands below: words that Stackyard has no use for are told by name only. */
export const anything = z.unknown();

/** A map of the spec; keys that start with `x-` are the user's own. */
export function words<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  return z.strictObject(shape);
}

const mounted = z.union([z.string(), words({ source: text, target: text, uid: text, gid: text, mode: text }).partial()]);
/** Of `configs` and `secrets` of a service. */
export const mountedFiles = z.array(mounted);

export const build = z.union([
  z.string(),
  words({
    context: text, dockerfile: text, dockerfile_inline: text, args: pairs, target: text, ssh: pairs, cache_from: textList, cache_to: textList, additional_contexts: pairs,
    extra_hosts: pairs, isolation: text, privileged: flag, labels: pairs, no_cache: flag, pull: flag, network: text, shm_size: text, secrets: mountedFiles, tags: textList,
    ulimits: anything, platforms: textList, entitlements: textList, provenance: text, sbom: text,
  }).partial(),
]);

const limits = words({ cpus: text, memory: text, pids: number, devices: anything, generic_resources: anything }).partial();
export const deploy = words({
  mode: text, replicas: number, endpoint_mode: text, labels: pairs, update_config: anything, rollback_config: anything, placement: anything,
  resources: words({ limits, reservations: limits }).partial(),
  restart_policy: words({ condition: text, delay: text, max_attempts: number, window: text }).partial(),
}).partial();

export const healthcheck = words({ test: textOrList, interval: text, timeout: text, retries: number, start_period: text, start_interval: text, disable: flag }).partial();

export const port = z.union([
  text,
  words({ target: number, published: text, host_ip: text, protocol: z.enum(['tcp', 'udp', 'sctp']), mode: text, name: text, app_protocol: text }).partial().required({ target: true }),
]);

export const volume = z.union([
  z.string(),
  words({ type: z.enum(['volume', 'bind', 'tmpfs', 'npipe', 'cluster', 'image']), source: text, target: text, read_only: flag, consistency: text, bind: anything, volume: anything, tmpfs: anything, image: anything })
    .partial()
    .required({ type: true, target: true }),
]);

export const dependsOn = z.union([
  textList,
  z.record(z.string(), z.union([z.null(), words({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']), restart: flag, required: flag }).partial()])),
]);

export const envFile = z.union([text, z.array(z.union([z.string(), words({ path: text, required: flag, format: text }).partial().required({ path: true })]))]);

export const networks = z.union([
  textList,
  z.record(z.string(), z.union([z.null(), words({ aliases: textList, ipv4_address: text, ipv6_address: text, link_local_ips: textList, mac_address: text, driver_opts: anything, priority: number, gw_priority: number, interface_name: text }).partial()])),
]);
