import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { slowTool } from '../../test/kit/real-tools.ts';
import { nodeReader } from '../core/node-reader.ts';
import { readCompose } from './read-compose.ts';
import type { ComposeService } from './types.ts';

const root = join(import.meta.dirname, 'examples');
const compose = slowTool('docker-compose');

interface Configured {
  readonly image?: string;
  readonly command?: readonly string[] | null;
  readonly entrypoint?: readonly string[] | null;
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly ports?: readonly { readonly target: number; readonly published?: string; readonly protocol: string; readonly host_ip?: string }[];
  readonly volumes?: readonly { readonly type: string; readonly target: string; readonly read_only?: boolean }[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

/** What both say of a service, in one form. */
interface Facts {
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

describe.skipIf(compose === undefined)('docker compose config reads the same', () => {
  it.each(readdirSync(root))('%s', async (name) => {
    const directory = join(root, name);
    const output = execFileSync(compose ?? '', ['--profile', '*', 'config', '--format', 'json'], { cwd: directory, encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: '/root' }, stdio: ['ignore', 'pipe', 'ignore'] });
    const { services } = JSON.parse(output) as { readonly services: Readonly<Record<string, Configured>> };
    const { project } = await readCompose({ directory, reader: nodeReader, environment: {} });
    const facts = (entries: Iterable<readonly [string, Facts]>): Record<string, Facts> => Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    expect(facts([...project.services].map(([key, service]) => [key, read(service)]))).toEqual(facts(Object.entries(services).map(([key, service]) => [key, configured(service)])));
  });
});
