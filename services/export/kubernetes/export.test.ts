import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsOf } from './check-objects.test-support.ts';
import { exportKubernetes } from './index.ts';
import { builtObjects } from './kustomize/build.ts';
import { scopeOf } from './scope.ts';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { printDocuments } from './yaml.ts';

const environments = ['dev', 'staging', 'production'] as const;

/** Values for every Secret, so that references to their keys can be followed. */
const secrets = Object.fromEntries(Object.keys(stacks).map((name) => [name, {}]));

test.each(Object.keys(stacks))('%s: its files are as agreed', async (name) => {
  const { files, report } = exportKubernetes(await inputOf(stacks[name] ?? ''));
  const shown = files.filter(({ path }) => !path.startsWith('base/tools/'));
  await expect(shown.map(({ path, text }) => `==== ${path}\n${text}`).join('')).toMatchFileSnapshot(`golden/${name}.txt`);
  await expect(report.map(({ service, fact, outcome, how, why }) => `${service ?? '-'} | ${fact} | ${outcome} | ${how}${why === null ? '' : ` | ${why}`}\n`).join('')).toMatchFileSnapshot(`golden/${name}.report.txt`);
});

test.each(Object.keys(stacks))('%s: every reference resolves in every environment', async (name) => {
  const input = await inputOf(stacks[name] ?? '');
  for (const environment of environments) expect(faultsOf(builtObjects(scopeOf(input, environment), secrets))).toEqual([]);
});

test.each(['ServiceAccount', 'Service', 'ConfigMap', 'Secret', 'Deployment', 'StatefulSet', 'Gateway'])('a missing %s would be found', async (kind) => {
  const objects = builtObjects(scopeOf(await inputOf(stacks['demo'] ?? ''), 'production'), secrets);
  expect(faultsOf(objects.filter((object) => object.kind !== kind))).not.toEqual([]);
});

test('every choice resolves as well', async () => {
  for (const secretsFrom of ['env-file', 'external-secrets', 'sealed-secrets'] as const) {
    for (const entry of ['gateway', 'ingress'] as const) {
      const input = await inputOf(stacks['demo'] ?? '', { secrets: secretsFrom, entry, monitoring: true, issuer: 'letsencrypt', hosts: { production: 'shop.example.com' }, internet: ['worker'] });
      const objects = builtObjects(scopeOf(input, 'production'), secrets);
      const faults = faultsOf(objects).filter((fault) => secretsFrom === 'env-file' || !/Secret .* is not there|key .* is not there/.test(fault));
      expect(faults).toEqual([]);
      expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining([entry === 'gateway' ? 'HTTPRoute' : 'Ingress', 'ServiceMonitor', 'PrometheusRule']));
      await expect(printDocuments(objects.filter(({ kind }) => /Secret$|Gateway|HTTPRoute|Ingress|Monitor|Rule/.test(kind)))).toMatchFileSnapshot(`golden/choices.${secretsFrom}.${entry}.txt`);
    }
  }
});

test.each(Object.keys(stacks))('%s: no secret stands in any file, and files end with a newline', async (name) => {
  const { files } = exportKubernetes(await inputOf(stacks[name] ?? ''));
  const all = files.map(({ text }) => text).join('');
  for (const word of ['not-to-be-seen-1', 'sk_live_abc', 'hidden']) expect(all).not.toContain(word);
  expect(files.filter(({ text }) => !text.endsWith('\n'))).toEqual([]);
  for (const { path, text } of files) if (path.endsWith('.yaml')) expect(() => parse(text)).not.toThrow();
  expect(files.filter(({ path }) => path.endsWith('.env'))).toEqual([]);
});

test('what cannot run in a cluster is refused by name, and the rest is written', async () => {
  const { files, report } = exportKubernetes(await inputOf(stacks['refused'] ?? ''));
  expect(report.filter(({ outcome }) => outcome === 'refused').map(({ service, fact }) => `${service}: ${fact}`)).toEqual(['web: run: npm run dev', 'app: user', 'app: capability SYS_ADMIN', 'app: new privileges', 'app: sysctl net.core.somaxconn', 'app: bind mount at /conf', 'app: uses web']);
  expect(files.some(({ path }) => path === 'base/app/deployment.yaml')).toBe(true);
});

test('images have the digests of the lock, and builds the names that they were pushed under', async () => {
  const input = await inputOf('name: x\nservices:\n  cache: { template: redis }\n  api: { build: ./api }\n', { images: { api: 'ghcr.io/me/api:2' } });
  const { files } = exportKubernetes({ ...input, digests: { 'redis:8.2-alpine': `sha256:${'a'.repeat(64)}` } });
  const images = files.filter(({ path }) => path.startsWith('base/')).flatMap(({ text }) => [...text.matchAll(/^\s+image: "?([^"\n]+)/gm)].map(([, image]) => image));
  expect(images).toEqual(expect.arrayContaining([`docker.io/library/redis:8.2-alpine@sha256:${'a'.repeat(64)}`, 'ghcr.io/me/api:2']));
});

test('a RabbitMQ of three members has what they need to find and trust each other, and a developer has one', async () => {
  const input = await inputOf('name: x\nservices:\n  broker: { template: rabbitmq }\n');
  const of = (environment: (typeof environments)[number]): string => printDocuments(builtObjects(scopeOf(input, environment), secrets));
  for (const part of ['replicas: 3', 'classic_config.nodes.3 = rabbit@broker-2.broker-pods.x.svc.cluster.local', 'podManagementPolicy: Parallel', 'ERLANG_COOKIE', 'containerPort: 25672']) expect(of('production')).toContain(part);
  expect(of('staging')).toContain('rabbit@broker-0.broker-pods.x-staging.svc.cluster.local');
  expect(of('dev')).toContain('replicas: 1');
  expect(of('dev')).not.toContain('classic_config');
});

test('an Elasticsearch of three members elects its master, takes no node that was alone, and a developer has one node', async () => {
  const input = await inputOf('name: x\nservices:\n  search: { template: elasticsearch, indexes: [a, { name: b, settings: { number_of_replicas: 0 } }] }\n  api: { build: ./api, uses: [search] }\n');
  const of = (environment: (typeof environments)[number]): string => printDocuments(builtObjects(scopeOf(input, environment), secrets));
  for (const part of ['replicas: 3', 'podManagementPolicy: Parallel', 'minReadySeconds: 60', 'bin/elasticsearch" -Enode.name="$POD_NAME"', 'discovery.seed_hosts: ["search-pods.x.svc.cluster.local"]', 'cluster.initial_master_nodes: ["search-0", "search-1", "search-2"]', 'wait_for_nodes=ge(2)', 'containerPort: 9300', 'touch "$data/.members"', 'name: search-to-search-in']) expect(of('production')).toContain(part);
  expect(of('staging')).toContain('search-pods.x-staging.svc.cluster.local');
  expect(of('production')).not.toMatch(/discovery\.type|node\.name: search|wait_for_status/);
  for (const part of ['discovery.type: single-node', 'wait_for_status=yellow', 'replicas: 1']) expect(of('dev')).toContain(part);
  expect(of('dev')).not.toMatch(/initial_master_nodes|\.members/);
  const { report } = exportKubernetes(input);
  expect(report.filter(({ service, fact }) => service === 'search' && /^(?:index|scale|data)/.test(fact)).map(({ fact, outcome }) => `${fact} ${outcome}`)).toEqual(['scale: 1 carried', 'index b approximated', 'data of one node approximated', 'indexes carried']);
  const alone = exportKubernetes({ ...input, choices: { ...input.choices, clusters: false } });
  expect(alone.report.find(({ service, fact }) => service === 'search' && fact === 'scale: 1')?.outcome).toBe('approximated');
});

test('services of operators are their resources, and everything around them still finds its way', async () => {
  const input = await inputOf(stacks['operators'] ?? '');
  const objects = (environment: (typeof environments)[number], choices = {}) => builtObjects(scopeOf({ ...input, choices: { ...input.choices, ...choices } }, environment), secrets);
  const of = (...given: Parameters<typeof objects>): string => printDocuments(objects(...given));
  const kinds = (kind: string): readonly string[] => objects('production').filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);
  expect(kinds('StatefulSet')).toEqual([]);
  expect([kinds('Cluster'), kinds('RabbitmqCluster'), kinds('Elasticsearch')]).toEqual([['db', 'plain'], ['broker'], ['search']]);
  // The RabbitMQ operator makes a Service of the name itself.
  expect(kinds('Service')).toEqual(['db', 'plain', 'search', 'api']);
  for (const part of ['name: db-app', 'name: broker-default-user', 'cnpg.io/instanceRole: primary', 'default_user = app', 'instances: 3', 'count: 3', '- db:5432']) expect(of('production')).toContain(part);
  expect(of('production')).not.toMatch(/^ +(?:PASSWORD|key): PASSWORD$/m);
  for (const one of [of('dev'), of('production', { clusters: false })]) expect(one.match(/(?:instances|replicas|count): 1$/gm)).toHaveLength(4);
  const { files } = exportKubernetes(input);
  const asked = files.filter(({ path }) => path.endsWith('.env.example')).map(({ path, text }) => [path.replace('overlays/production/', ''), text.match(/^\w+(?==)/gm)] as const).filter(([path]) => path.startsWith('secrets/'));
  expect(asked).toEqual([['secrets/broker.env.example', ['USER_REPORTS']], ['secrets/db.env.example', ['USER_READER']]]);
});

test('what an operator cannot run stays a workload of ours, and the report says why', async () => {
  const operators = { postgres: 'cloudnative-pg', rabbitmq: 'cluster-operator', elasticsearch: 'eck' } as const;
  const input = await inputOf('name: x\nservices:\n  db: { template: postgres, image: "postgres:latest" }\n  search: { template: elasticsearch, image: "docker.elastic.co/elasticsearch/elasticsearch:9.5" }\n  broker: { template: rabbitmq, expose: { stream: 5552 } }\n', { operators });
  const scope = scopeOf(input, 'production');
  expect(builtObjects(scope).filter(({ kind }) => kind === 'StatefulSet').map(({ metadata }) => metadata.name)).toEqual(['db', 'search', 'broker']);
  expect(exportKubernetes(input).report.filter(({ fact }) => fact === 'operator').map(({ service, outcome, why }) => `${service ?? ''} ${outcome}: ${why ?? ''}`)).toEqual([
    'db dropped: CloudNativePG cannot run it: its image names no version of PostgreSQL.',
    'search dropped: ECK cannot run it: it needs a whole version: write version: "9.5.3" or the like.',
    'broker dropped: the RabbitMQ cluster operator cannot run it: its port stream is 5552, which the operator does not open.',
  ]);
});

test('a service that is called like what an operator makes is refused', async () => {
  const { report } = exportKubernetes(await inputOf('name: x\nservices:\n  db: { template: postgres }\n  db-rw: { template: redis }\n', { operators: { postgres: 'cloudnative-pg' } }));
  expect(report.filter(({ outcome }) => outcome === 'refused').map(({ fact, why }) => `${fact}: ${why ?? ''}`)).toEqual(['the name db-rw: Objects of db need it: rename the service db-rw.']);
});

test('other resources are another Job, other config files another name in the pod', async () => {
  const name = async (text: string, kind: string): Promise<string | undefined> => builtObjects(scopeOf(await inputOf(text), 'production')).find((object) => object.kind === kind && /broker/.test(object.metadata.name))?.metadata.name;
  const [before, after] = ['a', 'b'].map((queue) => `name: x\nservices:\n  broker: { template: rabbitmq, queues: [${queue}] }\n`);
  expect(await name(before ?? '', 'Job')).not.toBe(await name(after ?? '', 'Job'));
  expect(await name(before ?? '', 'ConfigMap')).toBe(await name(after ?? '', 'ConfigMap'));
  expect(await name('name: x\nservices:\n  broker: { template: rabbitmq, options: { logLevel: debug } }\n', 'ConfigMap')).not.toBe(await name(before ?? '', 'ConfigMap'));
});
