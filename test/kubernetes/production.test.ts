import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtObjects } from '../../services/export/kubernetes/kustomize/build.ts';
import type { KubernetesObject } from '../../services/export/kubernetes/object.ts';
import { scopeOf } from '../../services/export/kubernetes/scope.ts';
import { secretKeysOf } from '../../services/export/kubernetes/secret-keys.ts';
import { inputOf, stacks } from '../kit/kubernetes-stacks.ts';
import { kubectl, orderFault } from './support.ts';

const namespace = 'shop';

/** Production as it is exported, but for what one small node without a registry does not have: processors, and images to pull. */
async function production(): Promise<readonly KubernetesObject[]> {
  const scope = scopeOf(await inputOf(stacks['demo'] ?? ''), 'production');
  const secrets = Object.fromEntries(scope.services.map((service) => [service.name, Object.fromEntries(secretKeysOf(scope, service).map(({ key }) => [key, randomBytes(16).toString('hex')]))]));
  const fitted = (key: string, value: unknown): unknown => {
    if (key === 'imagePullPolicy') return 'IfNotPresent';
    return key === 'requests' && typeof value === 'object' && value !== null && 'cpu' in value ? { ...value, cpu: '10m' } : value;
  };
  return builtObjects(scope, secrets).map((object) => JSON.parse(JSON.stringify(object, fitted)) as KubernetesObject);
}

const workloads = async (): Promise<readonly string[]> => (await kubectl(['-n', namespace, 'get', 'statefulsets,deployments', '-o', 'name'])).trim().split('\n');
const ready = async (): Promise<void> => {
  for (const each of await workloads()) await kubectl(['-n', namespace, 'rollout', 'status', each, '--timeout=500s']);
};
/** A word of Elasticsearch's API, asked from within a member. */
const asked = async (member: string, path: string): Promise<string> => (await kubectl(['-n', namespace, 'exec', member, '-c', 'search', '--', 'curl', '-sS', '--max-time', '10', `http://localhost:9200${path}`])).trim();

// One after the other: each goes on where the one before left the cluster.
describe('the production form of the demo, on one node', () => {
  beforeAll(async () => {
    await kubectl(['apply', '--server-side', '-f', '-'], (await production()).map((object) => JSON.stringify(object)).join('\n---\n'));
  });
  afterAll(async () => {
    await kubectl(['delete', 'namespace', namespace, '--wait=false']);
  });

  it('becomes ready with all its members', { timeout: 900_000 }, async () => {
    await ready();
    const replicas = await kubectl(['-n', namespace, 'get', 'statefulsets', '-o', 'jsonpath={range .items[*]}{.metadata.name}={.status.readyReplicas} {end}']);
    expect(replicas.trim().split(' ')).toEqual(['broker=3', 'cache=1', 'files=1', 'search=3']);
    await kubectl(['-n', namespace, 'wait', 'jobs', '--all', '--for=condition=Complete', '--timeout=300s']);
  });

  it('has one search cluster of three members that all know the same master', { timeout: 60_000 }, async () => {
    const masters = await Promise.all([0, 1, 2].map((number) => asked(`search-${number}`, '/_cat/master?h=node')));
    expect(new Set(masters).size).toBe(1);
    expect((await asked('search-0', '/_cat/nodes?h=name')).split('\n').map((line) => line.trim()).toSorted()).toEqual(['search-0', 'search-1', 'search-2']);
  });

  it('brings an order through to all five backends', { timeout: 180_000 }, async () => {
    expect(await orderFault(namespace)).toBe('');
  });

  it('elects another master when that one goes, takes it back, and keeps its data', { timeout: 600_000 }, async () => {
    const uuid = async (member: string): Promise<string> => (JSON.parse(await asked(member, '/')) as { readonly cluster_uuid: string }).cluster_uuid;
    const documents = async (member: string): Promise<string> => asked(member, '/_cat/count/orders?h=count');
    const before = await uuid('search-0');
    const master = await asked('search-0', '/_cat/master?h=node');
    const other = master === 'search-0' ? 'search-1' : 'search-0';
    const count = await documents(other);
    await kubectl(['-n', namespace, 'delete', 'pod', master]);
    await expect.poll(() => asked(other, '/_cat/master?h=node'), { timeout: 60_000, interval: 1_000 }).toMatch(new RegExp(`^search-[^${master.at(-1) ?? ''}]$`));
    await ready();
    expect(await uuid(master)).toBe(before);
    expect(await documents(master)).toBe(count);
    expect(await orderFault(namespace)).toBe('');
  });

  it('comes back as the same cluster after all members went at once', { timeout: 600_000 }, async () => {
    const known = async (): Promise<string> => (JSON.parse(await asked('search-0', '/')) as { readonly cluster_uuid: string }).cluster_uuid;
    const before = await known();
    await kubectl(['-n', namespace, 'delete', 'pod', 'search-0', 'search-1', 'search-2', 'broker-0', 'broker-1', 'broker-2']);
    await ready();
    expect(await known()).toBe(before);
    expect(await orderFault(namespace)).toBe('');
  });
});
