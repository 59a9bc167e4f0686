import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { realTools } from '../../../test/kit/real-tools.ts';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { builtObjects } from '../kubernetes/kustomize/build.ts';
import type { KubernetesObject } from '../kubernetes/object.ts';
import { scopeOf } from '../kubernetes/scope.ts';
import { exportHelm } from './index.ts';

const execute = promisify(execFile);
const helm = realTools('helm')?.[0] ?? '';
const isThere = helm !== '';

const monitored = { monitoring: true, hosts: { production: 'shop.example.com' } };

test('the chart of the demo stack is as agreed', async () => {
  const { files } = exportHelm(await inputOf(stacks['demo'] ?? ''));
  await expect(files.filter(({ path }) => !path.startsWith('files/') && !path.includes('/network/')).map(({ path, text }) => `==== ${path}\n${text}`).join('')).toMatchFileSnapshot('golden/demo.txt');
});

test.each(Object.keys(stacks))('%s: the schema has every value, and no secret stands in the chart', async (name) => {
  const { files } = exportHelm(await inputOf(stacks[name] ?? ''));
  const text = (path: string): string => files.find((file) => file.path === path)?.text ?? '';
  const schema = JSON.parse(text('values.schema.json')) as { readonly properties: object };
  expect(Object.keys(schema.properties)).toEqual(Object.keys(parse(text('values.yaml')) as object));
  for (const word of ['not-to-be-seen-1', 'sk_live_abc', 'hidden']) expect(files.map((file) => file.text).join('')).not.toContain(word);
});

describe.skipIf(!isThere)('helm itself', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-chart-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const chartOf = async (name: string, choices = {}): Promise<string> => {
    const root = join(folder, name);
    for (const { path, text } of exportHelm(await inputOf(stacks[name] ?? '', choices)).files) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  };
  const template = async (chart: string, ...more: readonly string[]): Promise<readonly KubernetesObject[]> => {
    const { stdout } = await execute(helm, ['template', 'release', chart, ...more], { maxBuffer: 2 ** 26 });
    return parseAllDocuments(stdout).map((document) => document.toJS() as KubernetesObject | null).filter((object): object is KubernetesObject => object !== null);
  };
  const byName = (objects: readonly KubernetesObject[]): unknown => Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, JSON.parse(JSON.stringify(object))]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));

  test.each(Object.keys(stacks))('%s: the chart gives the objects of the production overlay', async (name) => {
    for (const choices of [{}, monitored]) {
      const input = await inputOf(stacks[name] ?? '', choices);
      const objects = await template(await chartOf(name, choices), '--namespace', input.topology.name, '--set', 'namespace.create=true');
      expect(byName(objects)).toEqual(byName(builtObjects(scopeOf(input, 'production'))));
    }
  });

  test.each(Object.keys(stacks))('%s: helm lint finds nothing', async (name) => {
    const { stdout } = await execute(helm, ['lint', '--strict', await chartOf(name)]);
    expect(stdout).toContain('0 chart(s) failed');
    expect(stdout).not.toMatch(/WARNING|ERROR/);
  });

  test('values change what they are for, and misspelt ones are refused', async () => {
    const chart = await chartOf('demo');
    const objects = await template(chart, '--namespace', 'elsewhere', '--set', 'services.api.image=ghcr.io/me/api:2', '--set', 'services.api.autoscaling.max=20', '--set', 'services.edge.hosts={shop.example.org}', '--set', 'services.cache.existingSecret=mine');
    const text = JSON.stringify(objects);
    for (const part of ['"image":"ghcr.io/me/api:2"', '"maxReplicas":20', '"hostnames":["shop.example.org"]', '"secretName":"mine"', 'mesh.elsewhere.svc.cluster.local']) expect(text).toContain(part);
    expect(text).not.toContain('shop.svc');
    await expect(template(chart, '--set', 'services.api.imag=x')).rejects.toThrow(/imag/);
  });
});
