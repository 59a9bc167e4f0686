import { parse } from 'yaml';
import type { ExportFile } from '../types.ts';

interface Mounted { readonly source: string; readonly target: string }
interface ProjectService {
  readonly image: string;
  readonly build?: unknown;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: readonly string[];
  readonly network_mode?: string;
  readonly ports?: readonly { readonly host_ip: string; readonly published: string }[];
  readonly volumes?: readonly Mounted[];
  readonly configs?: readonly Mounted[];
  readonly secrets?: readonly Mounted[];
  readonly healthcheck?: unknown;
  readonly labels?: Readonly<Record<string, string>>;
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly privileged?: boolean;
  readonly logging?: { readonly options: Readonly<Record<string, string>> };
  readonly deploy: { readonly resources: { readonly limits: Readonly<Record<string, unknown>>; readonly reservations: unknown } };
}
export interface Project {
  readonly name: string;
  readonly services: Readonly<Record<string, ProjectService>>;
  readonly networks?: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, { readonly file: string }>>;
  readonly configs?: Readonly<Record<string, { readonly file: string }>>;
}

export const textOf = (files: readonly ExportFile[], path: string): string => files.find((file) => file.path === path)?.text ?? '';
export const projectOf = (files: readonly ExportFile[]): Project => parse(textOf(files, 'compose.yaml')) as Project;

/** Every reference of an exported project that leads nowhere, and everything in it that is not as safe as it could be. */
export function faultsOf(files: readonly ExportFile[]): readonly string[] {
  const project = projectOf(files);
  const program = textOf(files, 'fill-in.sh');
  const faults: string[] = [];
  const used = { networks: new Set<string>(), volumes: new Set<string>(), secrets: new Set<string>(), configs: new Set<string>() };
  const report = (service: string, what: string): void => void faults.push(`${service}: ${what}`);
  const resolve = (service: string, kind: keyof typeof used, name: string): void => {
    if (project[kind]?.[name] === undefined) report(service, `${kind} ${name} is not there`);
    used[kind].add(name);
  };
  for (const [name, service] of Object.entries(project.services)) {
    if (!/^[a-z][a-z0-9-]*$/.test(name)) report(name, 'name');
    for (const network of service.networks ?? []) resolve(name, 'networks', network);
    for (const { source } of service.volumes ?? []) resolve(name, 'volumes', source);
    for (const { source } of service.secrets ?? []) resolve(name, 'secrets', source);
    for (const { source } of service.configs ?? []) resolve(name, 'configs', source);
    const targets = [...(service.volumes ?? []), ...(service.secrets ?? []), ...(service.configs ?? [])].map(({ target }) => target);
    if (new Set(targets).size !== targets.length) report(name, 'mounts two things at one path');
    for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
      const target = project.services[other];
      if (target === undefined) report(name, `depends on ${other}, which is not there`);
      if (condition === 'service_healthy' && target?.healthcheck === undefined) report(name, `waits for the health of ${other}, which has no healthcheck`);
      if (condition === 'service_completed_successfully' && target?.restart !== 'no') report(name, `waits for the end of ${other}, which does not end`);
    }
    const [, joined] = /^service:(.*)$/.exec(service.network_mode ?? '') ?? [];
    if (joined === undefined && service.network_mode !== 'none' && (service.networks ?? []).length === 0) report(name, 'is in the default network');
    if (joined !== undefined && project.services[joined] === undefined) report(name, `is in the network of ${joined}, which is not there`);
    const isConfined = service.read_only === true && service.cap_drop?.[0] === 'ALL' && service.security_opt?.[0] === 'no-new-privileges:true' && service.privileged === undefined;
    if (!isConfined) report(name, 'is not confined');
    if (service.deploy.resources.limits['memory'] === undefined || service.deploy.resources.limits['pids'] === undefined || service.deploy.resources.reservations === undefined) report(name, 'has no limits');
    if (service.logging?.options['max-size'] === undefined) report(name, 'has no limit of its logs');
    for (const { host_ip } of service.ports ?? []) if (host_ip !== '${PUBLISH_ADDRESS:-127.0.0.1}') report(name, `publishes on ${host_ip}`);
    if ((service.ports ?? []).length > 0 && (service.networks ?? []).every((network) => project.networks?.[network]?.internal === true)) report(name, 'publishes a port by internal networks only');
  }
  for (const kind of Object.keys(used) as (keyof typeof used)[]) for (const name of Object.keys(project[kind] ?? {})) if (!used[kind].has(name)) faults.push(`${kind} ${name} is used nowhere`);
  for (const { file } of Object.values(project.configs ?? {})) if (!files.some(({ path }) => `./${path}` === file)) faults.push(`${file} is not written`);
  for (const { file } of Object.values(project.secrets ?? {})) if (!program.includes(`\nwrite ${file.slice(2)} `)) faults.push(`${file} is not filled in`);
  const known = new Set([...textOf(files, '.env.example').matchAll(/^([A-Z][A-Z0-9_]*)=$/gm)].map(([, variable = '']) => variable));
  for (const [, variable = ''] of textOf(files, 'compose.yaml').replaceAll('$$', '').matchAll(/\$\{([A-Za-z0-9_]+)/g)) if (!known.has(variable)) faults.push(`${variable} is not in .env.example`);
  if (textOf(files, 'compose.yaml').includes('0.0.0.0')) faults.push('0.0.0.0');
  return faults;
}

/** Pairs of services that have a network in common. */
export function neighbours({ services }: Project): readonly string[] {
  const names = Object.keys(services);
  return names.flatMap((one, index) => names.slice(index + 1).filter((other) => services[one]?.networks?.some((network) => services[other]?.networks?.includes(network))).map((other) => [one, other].toSorted().join(' ')));
}
