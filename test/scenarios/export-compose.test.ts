import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../services/contract/core.ts';
import { openCore } from '../../services/core/index.ts';
import { provideCompose } from '../../bench/compose/build.ts';
import { containerAddress } from '../kit/container-address.ts';

const execute = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const scratch = mkdtempSync(join(tmpdir(), 'stackyard-export-compose-'));
const file = join(scratch, 'demo', 'stackyard.yaml');
const out = join(scratch, 'out');
const name = 'shop-exported';
const project = `${name}-staging`;

interface Config {
  readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function setVariable(variable: string, value: string): void {
  const env = join(out, '.env');
  writeFileSync(env, readFileSync(env, 'utf8').replace(new RegExp(`^${variable}=$`, 'm'), `${variable}=${value}`));
}

describe('the demo stack, exported as a Compose project and started by docker compose', () => {
  let core: Core;
  let program: string;
  let port: number;
  const compose = async (...words: readonly string[]): Promise<string> => {
    const { stdout } = await execute(program, ['--project-directory', out, ...words], { maxBuffer: 2 ** 26, timeout: 170_000 });
    return stdout;
  };

  beforeAll(async () => {
    cpSync(join(root, 'resources', 'demo'), join(scratch, 'demo'), { recursive: true, filter: (source) => !source.includes('node_modules') });
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: shop$/m, `name: ${name}`));
    core = await openCore({ environment: { ...process.env, STACKYARD_HOME: join(scratch, 'home') }, resourcesDirectory: root });
    program = await provideCompose((message) => void process.stderr.write(`${message}\n`));
    port = await freePort();
    await Array.fromAsync(core.provideImages({ file }));
  }, 900_000);

  afterAll(async () => {
    // Only what this test made: the project's name is its own.
    if (program !== undefined) await compose('down', '--volumes', '--timeout', '5');
    await core[Symbol.asyncDispose]();
    rmSync(scratch, { recursive: true, force: true });
  }, 120_000);

  it('is filled in by the one command that the guide names', async () => {
    const { translation } = await core.export({ file, target: 'compose', environment: 'staging', out });
    expect(translation.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    execFileSync('sh', [join(out, 'fill-in.sh')]);
    const images = await core.images({ file });
    // This machine has no registry: official images are replaced by those that are here, as a user would by a mirror's.
    const tools = execFileSync('docker', ['images', '--format', '{{.Repository}}:{{.Tag}}', 'stackyard/node'], { encoding: 'utf8' }).split('\n')[0] ?? '';
    const here = [...images.filter(({ source }) => source !== 'build').map(({ service, used = '' }) => [service, used]), ...['broker', 'files', 'search'].map((service) => [`${service}-resources`, tools])];
    writeFileSync(join(out, 'compose.override.yaml'), JSON.stringify({ services: Object.fromEntries(here.map(([service = '', image]) => [service, { image }])) }));
    for (const { service, used = '' } of images.filter(({ source }) => source === 'build')) setVariable(`IMAGE_${service.toUpperCase()}`, used);
    setVariable('PUBLISH_EDGE_HTTP', String(port));
  });

  it('starts whole: up --wait ends well, nothing is unhealthy, and nothing but the edge is published', { timeout: 180_000 }, async () => {
    await compose('up', '--detach', '--wait');
    const lines = (await compose('ps', '--all', '--format', 'json')).trim().split('\n').map((line) => JSON.parse(line) as { readonly Service: string; readonly State: string; readonly Health: string; readonly ExitCode: number; readonly Publishers: readonly { readonly URL: string; readonly PublishedPort: number }[] | null });
    expect(lines.map(({ Service, State, Health, ExitCode }) => `${Service} ${State} ${Health}${ExitCode === 0 ? '' : ` ${ExitCode}`}`.trim()).toSorted()).toEqual([
      'api running healthy', 'broker running healthy', 'broker-resources exited', 'cache running healthy', 'edge running healthy', 'files running healthy', 'files-resources exited', 'mesh running healthy', 'search running healthy', 'search-resources exited', 'sessions running healthy', 'worker running healthy', 'worker running healthy',
    ]);
    expect(lines.flatMap(({ Service, Publishers }) => (Publishers ?? []).filter(({ PublishedPort }) => PublishedPort > 0).map(({ URL, PublishedPort }) => `${Service} ${URL}:${PublishedPort}`))).toEqual([`edge 127.0.0.1:${port}`]);
  });

  it('brings an order from the edge to all five backends', { timeout: 60_000 }, async () => {
    const { services } = JSON.parse(await compose('config', '--format', 'json')) as Config;
    // What the containers are told, with addresses that this machine reaches as well.
    const told = { ...services['api']?.environment, ...services['worker']?.environment };
    const addresses = new Map(['cache', 'broker', 'files', 'search', 'sessions'].map((service) => [service, containerAddress(`${project}-${service}-1`)]));
    const environment = Object.fromEntries(Object.entries(told).map(([key, value]) => [key, value.replaceAll(/(?<=\/\/|@|^)(cache|broker|files|search|sessions)(?=:\d|$)/g, (word) => addresses.get(word) ?? word)]));
    const output = execFileSync(process.execPath, [join(root, 'resources/demo/verify.ts'), '--env', '-', '--edge', `http://127.0.0.1:${port}`, '--json'], { input: JSON.stringify(environment), encoding: 'utf8' });
    expect(JSON.parse(output)).toMatchObject({ ok: true });
  });

  it('keeps what does not use each other apart, and the internet away', async () => {
    const ask = (service: string, url: string): string => execFileSync('docker', ['exec', `${project}-${service}-1`, 'node', '-e', `fetch('${url}', { signal: AbortSignal.timeout(1500) }).then(() => console.log('reached'), (error) => console.log(error.cause?.code ?? error.name))`], { encoding: 'utf8' }).trim();
    expect(ask('api', 'http://files:9000/minio/health/live')).toBe('reached');
    expect(ask('api', 'http://broker:15672/')).not.toBe('reached');
    expect(ask('api', `http://${containerAddress(`${project}-broker-1`)}:15672/`)).not.toBe('reached');
  });

  it('has no secret in labels or arguments, and containers that may do little', () => {
    const words = [...readFileSync(join(out, '.env'), 'utf8').matchAll(/^(?:CACHE|BROKER|FILES)_[A-Z_]+=(.+)$/gm)].map(([, word = '']) => word);
    expect(words).toHaveLength(4);
    const containers = execFileSync('docker', ['ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`], { encoding: 'utf8' }).trim().split('\n');
    const inspected = execFileSync('docker', ['inspect', '--format', '{{json .Config.Labels}} {{json .Args}} {{json .Config.Cmd}} {{json .Config.Entrypoint}}', ...containers], { encoding: 'utf8' });
    for (const word of words) expect(inspected).not.toContain(word);
    const confined = JSON.parse(execFileSync('docker', ['inspect', ...containers], { encoding: 'utf8', maxBuffer: 2 ** 26 })) as readonly { readonly HostConfig: Readonly<Record<string, unknown>> }[];
    for (const { HostConfig } of confined) {
      expect(HostConfig).toMatchObject({ ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges:true'], Privileged: false, LogConfig: { Type: 'local' } });
      expect([Number(HostConfig['Memory']), Number(HostConfig['PidsLimit'])].every((limit) => limit > 0)).toBe(true);
    }
  });

  it('run again it changes nothing', { timeout: 120_000 }, async () => {
    const ids = (): string => execFileSync('docker', ['ps', '--quiet', '--no-trunc', '--filter', `label=com.docker.compose.project=${project}`], { encoding: 'utf8' }).split('\n').toSorted().join('\n');
    const before = ids();
    await core.export({ file, target: 'compose', environment: 'staging', out });
    execFileSync('sh', [join(out, 'fill-in.sh')]);
    await compose('up', '--detach', '--wait');
    expect(ids()).toBe(before);
  });
});
