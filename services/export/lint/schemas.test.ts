import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { conformanceOf, kubeconform, kubernetesVersions, type Conformance } from '../../../test/kit/kubeconform.ts';
import { goodObjects } from './examples.test-support.ts';

describe.skipIf(kubeconform === undefined).each(kubernetesVersions)('kubeconform with our schemas of Kubernetes %s', (version) => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-schemas-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const judge = async (objects: readonly unknown[]): Promise<Conformance> => {
    const file = join(folder, 'objects.yaml');
    await writeFile(file, objects.map((each) => stringify(each)).join('---\n'));
    return conformanceOf([file], version);
  };
  const known = goodObjects().filter(({ kind }) => kind !== 'K8sAllowedRepos');

  test('takes the good examples', async () => {
    expect(await judge(known)).toEqual({ valid: known.length, faults: [] });
  });

  test.each([
    ['a misspelt field', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replica: 2, selector: {}, template: {} } }, 'replica'],
    ['a wrong type', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: '80' }] } }, '/spec/ports/0/port'],
    ['a missing field', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template: {} } }, 'selector'],
    ['a misspelt field of a route', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' }, spec: { hostname: ['a'] } }, 'hostname'],
    ['a misspelt field of a monitor', { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'a' }, spec: { selector: {}, endpoints: [{ prot: 'http' }] } }, 'prot'],
    ['a kind that nobody has', { apiVersion: 'v1', kind: 'Servise', metadata: { name: 'a' } }, 'Servise'],
  ])('refuses %s', async (_, object, named) => {
    const { valid, faults } = await judge([object]);
    expect({ valid, faults }).toEqual({ valid: 0, faults: [expect.stringContaining(named)] });
  });
});
