import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ended, projectRoot, scratchFolder, stackyard } from './cli-support.ts';

const folder = scratchFolder();
const bundle = join(folder.path, 'bundle');
const script = join(folder.path, 'run.mjs');
const options = { directory: folder.path, script, environment: { STACKYARD_HOME: join(folder.path, 'state') } };
let built: { readonly status: number | null; readonly stderr: string };

beforeAll(() => {
  built = spawnSync(process.execPath, [join(projectRoot, 'scripts', 'build.ts'), bundle], { encoding: 'utf8' });
  // The native module of the store is not bundled; it is found from the project, as it is from out/cli.
  symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
  writeFileSync(script, `const { main } = await import(${JSON.stringify(join(bundle, 'main.js'))});\nawait main(process);\n`);
  writeFileSync(join(folder.path, 'stackyard.yaml'), 'name: hcli-bundle\nservices:\n  clock:\n    run: while true; do echo tick; sleep 0.1; done\n');
});
afterAll(() => folder[Symbol.dispose]());

test('it builds, and records every source that it is made of', () => {
  expect(built).toMatchObject({ status: 0 });
  const sources = JSON.parse(readFileSync(join(bundle, 'sources.json'), 'utf8')) as [string, number, number][];
  const names = sources.map(([file]) => file);
  expect(names).toEqual(expect.arrayContaining(['package-lock.json', 'services/shells/cli/main.ts', 'services/core/index.ts', 'services/contract/errors.ts']));
  expect(names.filter((name) => !existsSync(join(projectRoot, name)))).toEqual([]);
});

test('it finds the version, the templates and their mistakes', async () => {
  expect((await stackyard(['--version'], options)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  const bad = join(folder.path, 'bad.yaml');
  writeFileSync(bad, 'name: bad\nservices:\n  cache: { template: redsi }\n');
  expect((await stackyard(['plan', '-f', bad], options)).stderr).toMatch(/bad\.yaml:3:\d+: error: .*redsi.*\n.*redis/);
});

test('it starts, watches over and stops a stack, process keeper included', async () => {
  const outcomes: Ended[] = [];
  try {
    outcomes.push(await stackyard(['up'], options));
    outcomes.push(await stackyard(['status'], options));
    outcomes.push(await stackyard(['logs', '--tail', '1'], options));
  } finally {
    outcomes.push(await stackyard(['down'], options));
  }
  expect(outcomes.map(({ code, stderr }) => [code, stderr.includes('error')])).toEqual([
    [0, false],
    [0, false],
    [0, false],
    [0, false],
  ]);
  expect(outcomes[1]?.stdout).toMatch(/clock +ready/);
  expect(outcomes[2]?.stdout).toMatch(/clock .*tick/);
});
