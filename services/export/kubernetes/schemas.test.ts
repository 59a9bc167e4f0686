import * as fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyStack } from '../../../test/kit/any-stack.ts';
import { conformanceOf, kubeconform, kubernetesVersions } from '../../../test/kit/kubeconform.ts';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { defaultChoices, type KubernetesChoices } from './choices.ts';
import type { KubernetesInput } from './input.ts';
import { builtObjects } from './kustomize/build.ts';
import { scopeOf } from './scope.ts';
import { printDocuments } from './yaml.ts';

const environments = ['dev', 'staging', 'production'] as const;
const hosts = { dev: 'dev.example.com', staging: 'staging.example.com', production: 'shop.example.com' };
const choices: Readonly<Record<string, Partial<KubernetesChoices>>> = {
  default: {},
  ingress: { entry: 'ingress', monitoring: true, issuer: 'letsencrypt', hosts },
  gateway: { monitoring: true, issuer: 'letsencrypt', hosts, clusters: false },
  'external-secrets': { secrets: 'external-secrets' },
  'sealed-secrets': { secrets: 'sealed-secrets' },
  operators: { operators: { postgres: 'cloudnative-pg', rabbitmq: 'cluster-operator', elasticsearch: 'eck' }, monitoring: true },
};
const isSoak = process.env['STACKYARD_SOAK'] === '1';
const generated = { numRuns: isSoak ? 1_000 : 40, seed: isSoak ? Date.now() : 1 };

/** The same objects as `kustomize build` gives, which a test of real tools holds. */
describe.skipIf(kubeconform === undefined)('every object fits the schemas', () => {
  let folder = '';
  const count = { written: 0, generated: 0 };
  const write = async (input: KubernetesInput, { environment, file }: { readonly environment: (typeof environments)[number]; readonly file: string }): Promise<number> => {
    const objects = builtObjects(scopeOf(input, environment), {});
    await writeFile(join(folder, file), printDocuments(objects));
    return objects.length;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stackyard-fits-'));
    for (const each of ['written', 'generated']) await mkdir(join(folder, each));
    for (const [stack, text] of Object.entries(stacks)) {
      for (const [chosen, choice] of Object.entries(choices)) {
        const input = await inputOf(text, choice);
        for (const environment of environments) count.written += await write(input, { environment, file: `written/${stack}-${chosen}-${environment}.yaml` });
      }
    }
    for (const [index, topology] of fc.sample(anyStack, generated).entries()) {
      count.generated += await write({ topology, digests: {}, calls: {}, choices: { ...defaultChoices, monitoring: true } }, { environment: 'production', file: `generated/${index}.yaml` });
    }
  }, 300_000);
  afterAll(async () => rm(folder, { recursive: true }));

  test.each(kubernetesVersions)('of Kubernetes %s, in each stack, environment and choice', async (version) => {
    expect(await conformanceOf([join(folder, 'written')], version)).toEqual({ valid: count.written, faults: [] });
  }, 120_000);

  test.each(kubernetesVersions)(`of Kubernetes %s, of generated stacks of the seed ${generated.seed}`, async (version) => {
    expect(await conformanceOf([join(folder, 'generated')], version)).toEqual({ valid: count.generated, faults: [] });
  }, 300_000);
});
