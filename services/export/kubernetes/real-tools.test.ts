import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { exportKubernetes } from './index.ts';
import type { KubernetesInput } from './input.ts';
import { builtObjects, type SecretValues } from './kustomize/build.ts';
import type { KubernetesObject } from './object.ts';
import { scopeOf } from './scope.ts';
import { secretKeysOf } from './secret-keys.ts';
import { realTools, toolsFolder } from '../../../test/kit/real-tools.ts';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';

const execute = promisify(execFile);
const environments = ['dev', 'staging', 'production'] as const;
const tools = realTools('kustomize', 'kube-score');
const tool = (name: string): string => join(toolsFolder, 'bin', name);

describe.skipIf(tools === undefined)('real tools', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-export-'));
  });
  afterAll(async () => rm(folder, { recursive: true }));

  /** What kustomize makes of the written files, with every Secret filled in. */
  const build = async (input: KubernetesInput, { name, environment }: { readonly name: string; readonly environment: (typeof environments)[number] }): Promise<string> => {
    const root = join(folder, name);
    for (const { path, text } of exportKubernetes(input).files) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
      if (path.endsWith('.env.example')) await writeFile(join(root, path.slice(0, -'.example'.length)), text.replaceAll(/=$/gm, '=word'));
    }
    return (await execute(tool('kustomize'), ['build', join(root, 'overlays', environment)], { maxBuffer: 2 ** 26 })).stdout;
  };
  const secretsOf = (input: KubernetesInput): SecretValues => {
    const scope = scopeOf(input, 'production');
    return Object.fromEntries(scope.services.map((service) => [service.name, Object.fromEntries(secretKeysOf(scope, service).map(({ key }) => [key, 'word']))]));
  };
  const byName = (objects: readonly KubernetesObject[]): unknown => Object.fromEntries(objects.map((object) => [`${object.kind} ${object.metadata.name}`, JSON.parse(JSON.stringify(object))]).toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));

  describe.each(Object.keys(stacks))('%s', (name) => {
    test.each(environments)('kustomize builds the same objects for %s', async (environment) => {
      const input = await inputOf(stacks[name] ?? '');
      const text = await build(input, { name, environment });
      const built = parseAllDocuments(text).map((document) => document.toJS() as KubernetesObject);
      expect(byName(built)).toEqual(byName(builtObjects(scopeOf(input, environment), secretsOf(input))));
    });

    test('kube-score finds nothing in production', async () => {
      const file = join(folder, `${name}-score.yaml`);
      await writeFile(file, await build(await inputOf(stacks[name] ?? ''), { name, environment: 'production' }));
      const { stdout } = await execute(tool('kube-score'), ['score', '-o', 'ci', file]).catch((error: unknown) => error as { readonly stdout: string });
      expect(stdout.split('\n').filter((line) => /^\[(CRITICAL|WARNING)\]/.test(line))).toEqual([]);
    });
  });
});
