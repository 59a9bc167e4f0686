import { afterAll, describe, expect, it } from 'vitest';
import { defaultChoices, type KubernetesChoices } from '../../services/export/kubernetes/choices.ts';
import { builtObjects } from '../../services/export/kubernetes/kustomize/build.ts';
import type { KubernetesObject } from '../../services/export/kubernetes/object.ts';
import { scopeOf } from '../../services/export/kubernetes/scope.ts';
import { secretKeysOf } from '../../services/export/kubernetes/secret-keys.ts';
import { inputOf, stacks } from '../kit/kubernetes-stacks.ts';
import { complaintsAbout, podsOf } from './dry-run.ts';
import { kubectl } from './support.ts';

const environments = ['dev', 'staging', 'production'] as const;
/** What may not be expressed at all is not exported. */
const expressible = Object.keys(stacks).filter((name) => name !== 'refused');

/** A name of their own keeps these namespaces apart from those of the other tests. */
async function objectsOf(name: string, environment: (typeof environments)[number], choices: Partial<KubernetesChoices> = {}): Promise<readonly KubernetesObject[]> {
  const input = await inputOf(stacks[name] ?? '', choices);
  const scope = scopeOf({ ...input, topology: { ...input.topology, name: `try-${input.topology.name}` } }, environment);
  const secrets = Object.fromEntries(scope.services.map((service) => [service.name, Object.fromEntries(secretKeysOf(scope, service).map(({ key }) => [key, 'word']))]));
  return builtObjects(scope, secrets);
}

const made = new Set<string>();
const complaints = async (objects: readonly KubernetesObject[]): Promise<string> => {
  for (const { kind, metadata } of objects) if (kind === 'Namespace') made.add(metadata.name);
  return complaintsAbout(objects);
};

describe('a real API server, under Pod Security restricted', () => {
  afterAll(async () => {
    await kubectl(['delete', 'namespace', '--wait=false', ...made]);
  });

  it.each(expressible.flatMap((name) => environments.map((environment) => [name, environment] as const)))('takes %s for %s without a word, each of its pods as well', async (name, environment) => {
    const objects = await objectsOf(name, environment);
    const workloads = objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));
    expect(podsOf(objects)).toHaveLength(workloads.length);
    expect(workloads.length).toBeGreaterThan(0);
    expect(await complaints(objects)).toBe('');
  });

  it.each([
    ['Ingress, certificates and monitoring', { entry: 'ingress', issuer: 'letsencrypt', hosts: { production: 'shop.example.com' }, monitoring: true, internet: ['worker'] }],
    ['Gateway and certificates', { issuer: 'letsencrypt', hosts: { production: 'shop.example.com' } }],
    ['one member each', { clusters: false }],
    ['secrets of an operator', { secrets: 'external-secrets' }],
    ['sealed secrets', { secrets: 'sealed-secrets' }],
    ['operators', { operators: { rabbitmq: 'cluster-operator', elasticsearch: 'eck' }, monitoring: true }],
  ] as const)('takes the demo with %s', async (_what, choices) => {
    expect(await complaints(await objectsOf('demo', 'production', { ...defaultChoices, ...choices }))).toBe('');
  });

  it('would have refused what is not restricted, and what the schema does not have', async () => {
    const objects = await objectsOf('one-cache', 'dev');
    const changed = (change: (set: KubernetesObject) => unknown): readonly KubernetesObject[] => objects.map((object) => (object.kind === 'StatefulSet' ? (JSON.parse(JSON.stringify(change(object))) as KubernetesObject) : object));
    const edited = (from: string, to: string) => changed((set) => JSON.parse(JSON.stringify(set).replaceAll(from, to)) as unknown);
    expect(await complaints(edited('"allowPrivilegeEscalation":false', '"allowPrivilegeEscalation":true'))).toMatch(/violates PodSecurity "restricted:latest": allowPrivilegeEscalation/);
    expect(await complaints(edited('"replicas":1', '"replica":1'))).toMatch(/replica/);
    expect(await complaints(edited('"memory":"448Mi"', '"memory":"64Gi"'))).toMatch(/maximum memory usage per Container/);
  });
});
