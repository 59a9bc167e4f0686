import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inputOf, stacks } from '../../../test/kit/kubernetes-stacks.ts';
import { realTools, slowTool } from '../../../test/kit/real-tools.ts';
import { exportCompose } from './index.ts';

const execute = promisify(execFile);
const dclint = realTools('dclint')?.[0];
const compose = slowTool('docker-compose');
const environments = ['dev', 'staging', 'production'] as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackyard-compose-'));
});
afterAll(async () => rm(folder, { recursive: true }));

/** The files of an export, with every name of .env filled in that has no value of its own. */
async function place(name: string, environment: (typeof environments)[number]): Promise<string> {
  const { topology, calls } = await inputOf(stacks[name] ?? '');
  const root = join(folder, name, environment);
  for (const { path, text } of exportCompose({ topology, calls, digests: {}, environment, folder: root }).files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    if (path === '.env.example') await writeFile(join(root, '.env'), text.replaceAll(/^(?!PUBLISH_|IMAGE_)([A-Z0-9_]+)=$/gm, "$1='wo$$rd'"));
  }
  return root;
}

describe.skipIf(compose === undefined)('docker compose', () => {
  test.each(Object.keys(stacks))('reads %s as it is meant, without a warning', async (name) => {
    for (const environment of environments) {
      const root = await place(name, environment);
      const { stdout, stderr } = await execute(compose ?? '', ['--project-directory', root, 'config', '--format', 'json'], { maxBuffer: 2 ** 26 });
      expect(stderr).toBe('');
      const { services } = JSON.parse(stdout) as { readonly services: Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> }>> };
      const { topology } = await inputOf(stacks[name] ?? '');
      // Texts without a reference come out of Compose as the stack has them; it doubles dollar signs where it prints them.
      for (const service of Object.values(topology.services)) {
        if (service.type === 'container') for (const [key, text] of Object.entries(service.environment)) if (!text.includes('${{') && !/TOKEN|DATABASE/.test(key)) expect(services[service.name]?.environment?.[key]).toBe(text.replaceAll('$', '$$$$'));
      }
    }
  });

  test('refuses to start what is not filled in, and says how', async () => {
    const root = await place('one-cache', 'production');
    await rm(join(root, '.env'));
    const stack = await inputOf('name: x\nservices:\n  cache: { template: redis }\n  api: { image: "acme/api:1", uses: [cache] }\n');
    await writeFile(join(root, 'compose.yaml'), exportCompose({ ...stack, environment: 'production', folder: root }).files.find(({ path }) => path === 'compose.yaml')?.text ?? '');
    await expect(execute(compose ?? '', ['--project-directory', root, 'config'])).rejects.toMatchObject({ stderr: expect.stringMatching(/CACHE_PASSWORD is missing a value: run sh fill-in\.sh/) as unknown });
  });
});

describe.skipIf(dclint === undefined)('dclint', () => {
  test.each(Object.keys(stacks))('finds nothing in %s, by every rule that it has', async (name) => {
    const roots = await Promise.all(environments.map((environment) => place(name, environment)));
    const { stdout } = await execute(dclint ?? '', ['--formatter', 'json', ...roots.map((root) => join(root, 'compose.yaml'))]).catch((error: unknown) => error as { readonly stdout: string });
    const results = JSON.parse(stdout) as readonly { readonly messages: readonly { readonly rule: string; readonly message: string }[] }[];
    expect(results).toHaveLength(environments.length);
    expect(results.flatMap(({ messages }) => messages.map(({ rule, message }) => `${rule}: ${message}`))).toEqual([]);
  });
});
