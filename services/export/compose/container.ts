import type { ContainerService } from '../../topology/types.ts';
import { scratchOf } from '../kubernetes/scratch.ts';
import { privilegedPorts } from '../kubernetes/security.ts';
import { ownVolumes } from '../kubernetes/workload.ts';
import { literal } from './text.ts';

const ANY_USER = '10001:10001';
/** What Docker gives a container by itself, without those that reach beyond it. Whatever else is asked for is refused. */
const harmless = new Set(['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT']);
const bare = (capability: string): string => capability.replace(/^CAP_/, '');

export const isHarmless = (capability: string): boolean => harmless.has(bare(capability));
/** Only settings of the container's own namespaces; Docker refuses others. */
export const isNamespaced = (sysctl: string): boolean => /^(?:net\.|fs\.mqueue\.|kernel\.(?:msg(?:max|mnb|mni)|sem|shm(?:all|max|mni)|shm_rmid_forced)$)/.test(sysctl);

export type User = { readonly user: string; readonly by: 'stack' | 'template' | 'assumed' } | { readonly user: undefined; readonly by: 'image' | 'root' };

/** A new volume belongs to the image's own user, so a service that writes to one must not get another. */
export function userOf(service: ContainerService): User {
  const { user, template, production } = service;
  if (user !== undefined) return /^(?:root|0)(?::|$)/.test(user) ? { user: undefined, by: 'root' } : { user, by: template === undefined ? 'stack' : 'template' };
  if (production !== undefined) return { user: `${production.user}:${production.user}`, by: 'template' };
  return ownVolumes(service).length > 0 ? { user: undefined, by: 'image' } : { user: ANY_USER, by: 'assumed' };
}

/** What every container of the export runs under. */
export const restrictions = { cap_drop: ['ALL'], read_only: true, security_opt: ['no-new-privileges:true'] } as const;

export const logging = { driver: 'local', options: { 'max-file': '5', 'max-size': '10m' } } as const;

/** In memory, since a root that is read-only has no other place: the stack's own words where it has them. */
export function tmpfsOf(service: ContainerService): readonly string[] {
  const own = new Set(service.tmpfs.map((text) => text.split(':')[0] ?? ''));
  const more = scratchOf(service).filter(({ path, medium }) => medium === 'disk' && ![...own].some((each) => each.replace(/(?<=.)\/+$/, '') === path));
  return [...service.tmpfs.map(literal), ...more.map(({ path, bytes }) => `${path}:mode=1777,size=${Math.ceil(bytes / 2 ** 20)}m`)];
}

/** How the kernel treats the container, beside what every container has. */
export function kernelKeys(service: ContainerService): Readonly<Record<string, unknown>> {
  const { capAdd, shmBytes, ulimits, init, stopSignal, production, stopGraceSeconds, platform, hostname } = service;
  const added = capAdd.filter(isHarmless);
  const sysctls = Object.entries(service.sysctls).filter(([name]) => isNamespaced(name));
  const lowered = privilegedPorts(service).length > 0 && !sysctls.some(([name]) => name === LOW_PORTS) ? [[LOW_PORTS, '0'] as const] : [];
  const tmpfs = tmpfsOf(service);
  return {
    ...(added.length === 0 ? {} : { cap_add: added }),
    ...(hostname === undefined ? {} : { hostname: literal(hostname) }),
    ...(init ? { init } : {}),
    ...(platform === undefined ? {} : { platform: literal(platform) }),
    ...(shmBytes === undefined ? {} : { shm_size: shmBytes }),
    stop_grace_period: `${Math.ceil(Math.max(production?.stopGraceSeconds ?? 0, stopGraceSeconds))}s`,
    ...(stopSignal === undefined ? {} : { stop_signal: stopSignal }),
    ...(sysctls.length + lowered.length === 0 ? {} : { sysctls: Object.fromEntries([...sysctls, ...lowered]) }),
    ...(tmpfs.length === 0 ? {} : { tmpfs }),
    ...(Object.keys(ulimits).length === 0 ? {} : { ulimits }),
  };
}

const LOW_PORTS = 'net.ipv4.ip_unprivileged_port_start';
