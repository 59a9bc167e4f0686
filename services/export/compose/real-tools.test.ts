import { execFile } from 'node:child_process';
import * as fc from 'fast-check';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyStack } from '../../../test/kit/any-stack.ts';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { realTools } from '../../../test/kit/real-tools.ts';
import type { Topology } from '../../topology/types.ts';
import { holdsPlainSecret } from '../../topology/secret-judge.ts';
import { exportCompose } from './index.ts';
import type { ComposeInput } from './input.ts';

const execute = promisify(execFile);
const dclint = realTools('dclint')?.[0];
const compose = realTools('docker-compose')?.[0];
const environments = ['dev', 'staging', 'production'] as const;
const isSoak = process.env['STACKYARD_SOAK'] === '1';
const sample = { numRuns: isSoak ? 300 : 10, seed: isSoak ? Date.now() : 1 };
const timeout = isSoak ? 600_000 : 60_000;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackyard-compose-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** The files of an export, with every name of .env filled in that has no value of its own. */
async function place(name: string, environment: (typeof environments)[number]): Promise<string> {
  const root = join(folder, name, environment);
  await write(root, { ...(await inputOf(stacks[name] ?? '')), environment });
  return root;
}

async function write(root: string, input: Omit<ComposeInput, 'folder'>): Promise<void> {
  for (const { path, text } of exportCompose({ ...input, folder: root }).files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    if (path === '.env.example') await writeFile(join(root, '.env'), text.replaceAll(/^(?!PUBLISH_|IMAGE_)([A-Z0-9_]+)=$/gm, "$1='wo$$rd'"));
  }
}

/** What dclint finds, by every rule that it has. */
async function linted(roots: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await execute(dclint ?? '', ['--formatter', 'json', ...roots.map((root) => join(root, 'compose.yaml'))], { maxBuffer: 2 ** 26 }).catch((error: unknown) => error as { readonly stdout: string });
  const results = JSON.parse(stdout) as readonly { readonly filePath: string; readonly messages: readonly { readonly rule: string; readonly message: string }[] }[];
  expect(results).toHaveLength(roots.length);
  // Each with its file, which has the name of the stack in its path.
  return results.flatMap(({ filePath, messages }) => messages.map(({ rule, message }) => `${filePath}: ${rule}: ${message}`));
}

describe.skipIf(compose === undefined)('docker compose', () => {
  const expectRead = async (root: string, topology: Topology): Promise<void> => {
    const { stdout, stderr } = await execute(compose ?? '', ['--project-directory', root, 'config', '--format', 'json'], { maxBuffer: 2 ** 26 });
    expect(stderr).toBe('');
    const { services } = JSON.parse(stdout) as { readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>> };
    // Texts without a reference come out of Compose as the stack has them; it doubles dollar signs where it prints them.
    for (const service of Object.values(topology.services)) {
      if (service.type === 'container') for (const [key, text] of Object.entries(service.environment)) if (!text.includes('${{') && !holdsPlainSecret(key, text)) expect(services[service.name]?.environment?.[key]).toBe(text.replaceAll('$', '$$$$'));
    }
  };

  test.each(Object.keys(stacks))('reads %s as it is meant, without a warning', async (name) => {
    const { topology } = await inputOf(stacks[name] ?? '');
    for (const environment of environments) await expectRead(await place(name, environment), topology);
  });

  test(`reads generated stacks of the seed ${sample.seed} as they are meant, without a warning`, async () => {
    for (const [index, topology] of fc.sample(anyStack, sample).entries()) {
      const root = join(folder, 'generated', String(index));
      await write(root, { topology, calls: {}, digests: {}, environment: 'production' });
      await expectRead(root, topology);
    }
  }, timeout);

  test('refuses to start what is not filled in, and says how', async () => {
    const root = await place('one-cache', 'production');
    await rm(join(root, '.env'));
    const stack = await inputOf('name: x\nservices:\n  cache: { template: redis }\n  api: { image: "acme/api:1", uses: [cache] }\n');
    await writeFile(join(root, 'compose.yaml'), exportCompose({ ...stack, environment: 'production', folder: root }).files.find(({ path }) => path === 'compose.yaml')?.text ?? '');
    await expect(execute(compose ?? '', ['--project-directory', root, 'config'])).rejects.toMatchObject({ stderr: expect.stringMatching(/CACHE_PASSWORD is missing a value: run sh fill-in\.sh/) as unknown });
  });
});

describe.skipIf(dclint === undefined)('dclint', () => {
  test('finds nothing in any stack and environment, by every rule that it has', async () => {
    expect(await linted(await Promise.all(Object.keys(stacks).flatMap((name) => environments.map((environment) => place(name, environment)))))).toEqual([]);
  }, timeout);

  test(`finds nothing in generated stacks of the seed ${sample.seed}`, async () => {
    const roots = fc.sample(anyStack, sample).map((topology, index) => ({ topology, root: join(folder, 'linted', String(index)) }));
    for (const { topology, root } of roots) await write(root, { topology, calls: {}, digests: {}, environment: 'production' });
    expect(await linted(roots.map(({ root }) => root))).toEqual([]);
  }, timeout);
});
