import { execFileSync } from 'node:child_process';
import type { ComposeService } from '../../services/import/types.ts';

interface Configured {
  readonly image?: string;
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly { readonly target: number; readonly published?: string; readonly protocol: string; readonly host_ip?: string }[];
  readonly volumes?: readonly { readonly type: string; readonly target: string; readonly read_only?: boolean }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

/** What both readers say of a service, in one form. */
export interface Facts {
  readonly image: string | undefined;
  readonly command: readonly string[] | undefined;
  readonly entrypoint: readonly string[] | undefined;
  readonly environment: readonly string[];
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly dependencies: readonly string[];
}

function configured(service: Configured): Facts {
  const words = (given: readonly string[] | null | undefined): readonly string[] | undefined => given?.map((word) => word.replaceAll('$$', '$'));
  return {
    image: service.image,
    command: words(service.command),
    entrypoint: words(service.entrypoint),
    environment: Object.entries(service.environment ?? {}).map(([name, value]) => `${name}=${value?.replaceAll('$$', '$') ?? '(shell)'}`).toSorted(),
    ports: (service.ports ?? []).map(({ target, published = '', protocol, host_ip = '' }) => `${host_ip}|${published}|${target}|${protocol}`).toSorted(),
    volumes: (service.volumes ?? []).map(({ type, target, read_only = false }) => `${type} ${target} ${read_only}`).toSorted(),
    dependencies: Object.entries(service.depends_on ?? {}).map(([name, { condition }]) => `${name} ${condition}`).toSorted(),
  };
}

function read(service: ComposeService): Facts {
  const words = (given: ComposeService['command']): readonly string[] | undefined => given?.map(({ value }) => value);
  return {
    image: service.image?.value,
    command: words(service.command),
    entrypoint: words(service.entrypoint),
    environment: [...service.variables.values()].map(({ name, word }) => `${name}=${word?.value ?? '(shell)'}`).toSorted(),
    ports: service.ports.map(({ hostIp, published = '', target, protocol }) => `${hostIp}|${published}|${target}|${protocol}`).toSorted(),
    volumes: service.mounts.map(({ type, target, readOnly }) => `${type === 'anonymous' ? 'volume' : type} ${target.replace(/\/$/, '')} ${readOnly}`).toSorted(),
    dependencies: service.dependencies.map(({ service: name, condition }) => `${name} ${condition}`).toSorted(),
  };
}

const byName = <Value>(entries: Iterable<readonly [string, Value]>): Readonly<Record<string, Value>> => Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** Every service of a folder's Compose project as `docker compose config` tells it. */
export function configuredFacts(compose: string, directory: string): Readonly<Record<string, Facts>> {
  const output = execFileSync(compose, ['--profile', '*', 'config', '--format', 'json'], { cwd: directory, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/root' }, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 2 ** 26 });
  const { services } = JSON.parse(output) as { readonly services: Readonly<Record<string, Configured>> };
  return byName(Object.entries(services).map(([key, service]) => [key, configured(service)] as const));
}

/** The same as our own reader tells it. */
export function readFacts(services: ReadonlyMap<string, ComposeService>): Readonly<Record<string, Facts>> {
  return byName([...services].map(([key, service]) => [key, read(service)] as const));
}
