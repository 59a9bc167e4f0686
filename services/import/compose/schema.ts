import { z } from 'zod';
import { anything, build, dependsOn, deploy, envFile, flag, healthcheck, mountedFiles, networks, number, pairs, port, text, textList, textOrList, volume, words } from './schema-parts.ts';

const nothing = z.null();

/** A service of the Compose spec. */
export const serviceSchema = z
  .strictObject({
    annotations: pairs, attach: flag, blkio_config: anything, build, cap_add: textList, cap_drop: textList, cgroup: text, cgroup_parent: text, command: textOrList.or(nothing), configs: mountedFiles,
    container_name: text, cpu_count: number, cpu_percent: number, cpu_period: text, cpu_quota: text, cpu_rt_period: text, cpu_rt_runtime: text, cpu_shares: number, cpus: number, cpuset: text,
    credential_spec: anything, depends_on: dependsOn, deploy, develop: anything, device_cgroup_rules: textList, devices: z.array(anything), dns: textOrList, dns_opt: textList, dns_search: textOrList,
    domainname: text, entrypoint: textOrList.or(nothing), env_file: envFile, environment: pairs, expose: textList, extends: z.union([z.string(), words({ service: z.string(), file: z.string() }).partial().required({ service: true })]),
    external_links: textList, extra_hosts: pairs, gpus: anything, group_add: textList, healthcheck, hostname: text, image: text, init: flag, ipc: text, isolation: text, label_file: textOrList,
    labels: pairs, links: textList, logging: anything, mac_address: text, mem_limit: text, mem_reservation: text, mem_swappiness: text, memswap_limit: text, models: anything, network_mode: text, networks,
    oom_kill_disable: flag, oom_score_adj: number, pid: text, pids_limit: number, platform: text, ports: z.array(port), post_start: anything, pre_stop: anything, privileged: flag, profiles: textList,
    provider: anything, pull_policy: text, pull_refresh_after: text, read_only: flag, restart: text, runtime: text, scale: number, secrets: mountedFiles, security_opt: textList, shm_size: text,
    stdin_open: flag, stop_grace_period: text, stop_signal: text, storage_opt: anything, sysctls: pairs, tmpfs: textOrList, tty: flag,
    ulimits: z.record(z.string(), z.union([number, words({ soft: number, hard: number })])), use_api_socket: flag, user: text, userns_mode: text, uts: text, volumes: z.array(volume), volumes_from: textList, working_dir: text,
  })
  .partial();

const resource = words({ name: text, external: z.union([flag, words({ name: text }).partial()]), driver: text, driver_opts: anything, labels: pairs }).partial();
const fileResource = words({ name: text, external: z.union([flag, words({ name: text }).partial()]), file: text, environment: text, content: text, driver: text, driver_opts: anything, template_driver: text, labels: pairs }).partial();
const include = z.union([z.string(), words({ path: textOrList, project_directory: text, env_file: textOrList }).partial().required({ path: true })]);
const named = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string(), z.union([nothing, schema])).or(nothing);

/** One file of the Compose spec; keys that start with `x-` are taken out before. */
export const composeSchema = z
  .strictObject({
    version: text,
    name: text,
    include: z.array(include),
    services: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/, 'a service name of letters, digits, dots, hyphens and underscores'), serviceSchema).or(nothing),
    networks: named(resource.extend({ attachable: flag, enable_ipv4: flag, enable_ipv6: flag, internal: flag, ipam: anything }).partial()),
    volumes: named(resource),
    configs: named(fileResource),
    secrets: named(fileResource),
    models: anything,
  })
  .partial();
