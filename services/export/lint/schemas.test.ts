import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { realTools } from '../../../test/kit/real-tools.ts';
import { goodObjects } from './examples.test-support.ts';

const execute = promisify(execFile);
const tools = realTools('kubeconform', 'schemas');

describe.skipIf(tools === undefined)('kubeconform with our schemas', () => {
  const [program = '', schemas = ''] = tools ?? [];
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-schemas-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  const judge = async (objects: readonly unknown[]): Promise<string> => {
    const file = join(folder, 'objects.yaml');
    await writeFile(file, objects.map((each) => stringify(each)).join('---\n'));
    const { stdout } = await execute(program, ['-strict', '-summary', '-schema-location', join(schemas, '{{.ResourceKind}}{{.KindSuffix}}.json'), file]).catch((error: unknown) => error as { readonly stdout: string });
    return stdout;
  };
  const known = goodObjects().filter(({ kind }) => kind !== 'K8sAllowedRepos');

  test('takes the good examples', async () => {
    expect(await judge(known)).toContain(`Valid: ${known.length}, Invalid: 0, Errors: 0, Skipped: 0`);
  });

  test.each([
    ['a misspelt field', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { replica: 2, selector: {}, template: {} } }],
    ['a wrong type', { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: '80' }] } }],
    ['a missing field', { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' }, spec: { template: {} } }],
    ['a misspelt field of a route', { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata: { name: 'a' }, spec: { hostname: ['a'] } }],
    ['a misspelt field of a monitor', { apiVersion: 'monitoring.coreos.com/v1', kind: 'ServiceMonitor', metadata: { name: 'a' }, spec: { selector: {}, endpoints: [{ prot: 'http' }] } }],
  ])('refuses %s', async (_, object) => expect(await judge([object])).toContain('Valid: 0, Invalid: 1, Errors: 0'));
});
