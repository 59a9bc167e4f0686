import type { ContainerService } from '../../topology/types.ts';
import { identityOf } from './identity.ts';

const safeSysctls = ['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.tcp_syncookies', 'net.ipv4.ping_group_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes'];

export const isSafeSysctl = (name: string): boolean => safeSysctls.includes(name);

/** Ports that only root may open, unless the pod's own limit is lowered, which Pod Security `restricted` accepts. */
export function privilegedPorts({ ports }: ContainerService): readonly number[] {
  return Object.values(ports).map(({ container }) => container).filter((port) => port < 1024);
}

/** Of the whole pod. The group owns its volumes, and may read its Secrets. */
export function podSecurity(service: ContainerService): Readonly<Record<string, unknown>> {
  const identity = identityOf(service) ?? { user: 10_001, group: 10_001 };
  const sysctls = Object.entries(service.sysctls).filter(([name]) => isSafeSysctl(name)).map(([name, value]) => ({ name, value }));
  const lowered = privilegedPorts(service).length > 0 && !sysctls.some(({ name }) => name === 'net.ipv4.ip_unprivileged_port_start') ? [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }] : [];
  return {
    runAsNonRoot: true,
    runAsUser: identity.user,
    runAsGroup: identity.group,
    fsGroup: identity.group === 0 ? identity.user : identity.group,
    // The default would change the rights of every file at each start, also of those that must have none for the group.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
    ...(sysctls.length + lowered.length === 0 ? {} : { sysctls: [...sysctls, ...lowered] }),
  };
}

/** Of a service's own container; user and group once more, where tools look for them. */
export function containerSecurity(service: ContainerService): Readonly<Record<string, unknown>> {
  return restricted(identityOf(service) ?? { user: 10_001, group: 10_001 });
}

/** Of containers that run a tool. The pod's group lets the service read what they write. */
export const toolSecurity: Readonly<Record<string, unknown>> = restricted({ user: 10_001, group: 10_001 });

function restricted({ user, group }: { readonly user: number; readonly group: number }): Readonly<Record<string, unknown>> {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: user, runAsGroup: group, capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } };
}
