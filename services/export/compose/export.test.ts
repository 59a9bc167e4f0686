import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import type { ExportEnvironment, ExportResult } from '../types.ts';
import { faultsOf, neighbours, projectOf, textOf } from './check-project.test-support.ts';
import { exportCompose } from './index.ts';

const digest = `sha256:${'a'.repeat(64)}`;

async function exported(stack: string, { environment = 'production', digests = {} }: { readonly environment?: ExportEnvironment; readonly digests?: Readonly<Record<string, string>> } = {}): Promise<ExportResult> {
  const { topology, calls } = await inputOf(stack);
  return exportCompose({ topology, calls, digests, environment, folder: '/project/deploy/compose' });
}

test.each(Object.keys(stacks))('%s: its files are as agreed', async (name) => {
  const { files, report } = await exported(stacks[name] ?? '');
  const shown = files.filter(({ path }) => !path.startsWith('tools/'));
  await expect(shown.map(({ path, text }) => `==== ${path}\n${text}`).join('')).toMatchFileSnapshot(`golden/${name}.txt`);
  await expect(report.map(({ service, fact, outcome, how, why }) => `${service ?? '-'} | ${fact} | ${outcome} | ${how}${why === null ? '' : ` | ${why}`}\n`).join('')).toMatchFileSnapshot(`golden/${name}.report.txt`);
});

test.each(Object.keys(stacks))('%s: every reference resolves in every environment, and every container is confined', async (name) => {
  for (const environment of ['dev', 'staging', 'production'] as const) expect(faultsOf((await exported(stacks[name] ?? '', { environment })).files)).toEqual([]);
});

test.each(Object.keys(stacks))('%s: no secret stands in any file, and YAML of both versions reads the same', async (name) => {
  const { files } = await exported(stacks[name] ?? '');
  const all = files.map(({ text }) => text).join('');
  for (const word of ['not-to-be-seen-1', 'sk_live_abc', 'hidden']) expect(all).not.toContain(word);
  const text = textOf(files, 'compose.yaml');
  expect(parse(text)).toEqual(parse(text, { version: '1.1' }));
  expect(files.filter(({ text: each }) => !each.endsWith('\n'))).toEqual([]);
  expect(files.some(({ path }) => path === '.env' || path.startsWith('secrets/'))).toBe(false);
});

test('services share a network with what they use, route to or are used by, and with nobody else', async () => {
  expect(neighbours(projectOf((await exported(stacks['demo'] ?? '')).files))).toEqual(['api cache', 'api files', 'api mesh', 'api search', 'api sessions', 'broker worker', 'cache worker', 'edge mesh', 'files worker', 'search worker', 'sessions worker']);
});

test('only the entry is in a network that leads outside', async () => {
  const { networks = {} } = projectOf((await exported(stacks['demo'] ?? '')).files);
  expect(Object.entries(networks).filter(([, { internal }]) => internal !== true).map(([name]) => name)).toEqual(['edge.outside']);
});

test('a graph of more edges than Docker has addresses for gets a network for each used service, and the report says so', async () => {
  const users = Array.from({ length: 11 }, (_, index) => `  user-${index}: { image: "acme/app:1", uses: [one, two] }\n`).join('');
  const { files, report } = await exported(`name: wide\nservices:\n  one: { template: redis }\n  two: { template: redis }\n${users}`);
  expect(Object.keys(projectOf(files).networks ?? {})).toEqual(['one.users', 'two.users']);
  expect(faultsOf(files)).toEqual([]);
  expect(report).toContainEqual(expect.objectContaining({ fact: 'wiring', outcome: 'approximated' }));
});

test('what would not run or be unsafe is refused by name, and the rest is written', async () => {
  const { files, report } = await exported(stacks['refused'] ?? '');
  expect(report.filter(({ outcome }) => outcome === 'refused').map(({ service, fact }) => `${service}: ${fact}`)).toEqual(['web: run: npm run dev', 'app: user', 'app: capability SYS_ADMIN', 'app: new privileges', 'app: bind mount at /conf', 'app: uses web']);
  expect(textOf(files, 'compose.yaml')).not.toMatch(/SYS_ADMIN|user: root|\/conf/);
});

test('a setting of the whole machine and a secret among build arguments are refused', async () => {
  const { report, files } = await exported('name: x\nservices:\n  app: { build: { context: ./api, args: { NPM_TOKEN: npm_abc, LEVEL: "2" } }, sysctls: { vm.max_map_count: 262144 } }\n');
  expect(report.filter(({ outcome }) => outcome === 'refused').map(({ fact }) => fact)).toEqual(['build argument NPM_TOKEN', 'sysctl vm.max_map_count']);
  expect(projectOf(files).services['app']?.build).toEqual({ context: '../../api', dockerfile: 'Dockerfile', args: { LEVEL: '2' } });
});

test('images have the digests of the lock; without one the report says that a tag can move', async () => {
  const stack = 'name: x\nservices:\n  cache: { template: redis }\n  sessions: { template: memcached }\n';
  const { files, report } = await exported(stack, { digests: { 'redis:8.2-alpine': digest } });
  expect(projectOf(files).services['cache']?.image).toBe(`docker.io/library/redis:8.2-alpine@${digest}`);
  expect(report.filter(({ fact }) => fact === 'image').map(({ service, outcome }) => [service, outcome])).toEqual([['cache', 'carried'], ['sessions', 'approximated']]);
});

test('environments have projects of their own, and a developer one container of each', async () => {
  const of = async (environment: ExportEnvironment) => projectOf((await exported(stacks['demo'] ?? '', { environment })).files);
  expect([(await of('dev')).name, (await of('staging')).name, (await of('production')).name]).toEqual(['shop-dev', 'shop-staging', 'shop-production']);
  expect((await of('dev')).services['worker']?.deploy).toMatchObject({ replicas: 1 });
  expect((await of('production')).services['worker']?.deploy).toMatchObject({ replicas: 2 });
});

test('nginx finds single replicas by the names that Compose gives them', async () => {
  const stack = 'name: x\nservices:\n  app: { image: "acme/app:1", expose: { http: 8080 }, scale: 2 }\n  edge: { template: nginx, routes: [{ to: app, sticky: { by: address } }] }\n';
  const config = textOf((await exported(stack)).files, 'config/edge/nginx.conf');
  expect(config).toContain('x-production-app-$replica_0');
  expect(config).not.toContain('/x-app-');
});

test('another config file makes its service anew, and no other', async () => {
  const labels = async (level: string) => Object.entries(projectOf((await exported(`name: x\nservices:\n  broker: { template: rabbitmq, options: { logLevel: ${level} } }\n  cache: { template: redis }\n`)).files).services).map(([name, service]) => [name, service.labels] as const);
  const [before, after] = [new Map(await labels('info')), new Map(await labels('debug'))];
  expect([...before.keys()].filter((name) => JSON.stringify(before.get(name)) !== JSON.stringify(after.get(name)))).toEqual(['broker']);
});

test('what is declared in a service that nothing uses is waited for all the same, by a service without containers', async () => {
  const { files, report } = await exported('name: x\nservices:\n  files: { template: minio, buckets: [raw] }\n');
  expect(projectOf(files).services['stackyard-declared']).toMatchObject({ depends_on: { 'files-resources': { condition: 'service_completed_successfully' } }, deploy: { replicas: 0 }, network_mode: 'none', pull_policy: 'never' });
  expect(faultsOf(files)).toEqual([]);
  expect(report).toContainEqual(expect.objectContaining({ fact: 'declared, but used by nothing' }));
});

test('a service of scale 0 is not waited for, and nothing is declared in it', async () => {
  const { files, report } = await exported('name: x\nservices:\n  files: { template: minio, buckets: [raw], scale: 0 }\n  api: { build: ./api, uses: [files] }\n');
  expect(Object.keys(projectOf(files).services)).toEqual(['api', 'files']);
  expect(projectOf(files).services['api']?.depends_on).toBeUndefined();
  expect(report.filter(({ outcome }) => outcome === 'dropped').map(({ service, fact }) => [service, fact])).toContainEqual(['files', 'buckets']);
});
