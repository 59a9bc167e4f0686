import { spawnSync } from 'node:child_process';
import { accessSync, constants, cpSync, mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { launch, projectRoot, scratchFolder, stackyard, until } from './cli-support.ts';

/** A project of two lines around the real launcher. */
function project(folder: string): { readonly script: string; readonly bundle: () => void; readonly source: string } {
  const main = (name: string) => `export async function main(process) { console.log(${JSON.stringify(name)}, ...process.argv.slice(2)); process.exit(7); }\n`;
  const source = join(folder, 'services', 'shells', 'cli', 'main.ts');
  mkdirSync(join(folder, 'bin'), { recursive: true });
  mkdirSync(join(source, '..'), { recursive: true });
  mkdirSync(join(folder, 'out', 'cli', 'edition'), { recursive: true });
  cpSync(join(projectRoot, 'bin', 'stackyard.js'), join(folder, 'bin', 'stackyard.js'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(source, main('source'));
  return {
    script: join(folder, 'bin', 'stackyard.js'),
    source,
    bundle: () => {
      const { size, mtimeMs } = statSync(source);
      writeFileSync(join(folder, 'out', 'cli', 'current'), 'edition');
      writeFileSync(join(folder, 'out', 'cli', 'edition', 'main.js'), main('bundle'));
      writeFileSync(join(folder, 'out', 'cli', 'edition', 'sources.json'), JSON.stringify([['services/shells/cli/main.ts', size, mtimeMs]]));
    },
  };
}

describe('what the launcher runs', () => {
  test('the sources, and the bundle only while it is made of them', async () => {
    using folder = scratchFolder();
    const { script, bundle, source } = project(folder.path);
    symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
    expect(await stackyard(['a', 'b c'], { script })).toMatchObject({ code: 7, stdout: 'source a b c\n' });
    bundle();
    expect((await stackyard([], { script })).stdout).toBe('bundle\n');
    utimesSync(source, new Date(), new Date(Date.now() + 5000));
    expect((await stackyard([], { script })).stdout).toBe('source\n');
    bundle();
    writeFileSync(join(folder.path, 'out', 'cli', 'edition', 'sources.json'), '[["half');
    expect((await stackyard([], { script })).stdout).toBe('source\n');
    bundle();
    writeFileSync(join(folder.path, 'out', 'cli', 'current'), 'gone');
    expect((await stackyard([], { script })).stdout).toBe('source\n');
  });

  test('without dependencies it says what to run', async () => {
    using folder = scratchFolder();
    const { code, stderr } = await stackyard(['status'], { script: project(folder.path).script });
    expect(code).toBe(1);
    expect(stderr).toMatch(/not installed\.\nRun `npm ci`/);
  });
});

/** A Node from 20 to 23 on this machine, if there is one. */
function olderNode(): string | undefined {
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const node = join(folder, 'node');
    try {
      accessSync(node, constants.X_OK);
    } catch {
      continue;
    }
    const major = Number.parseInt(spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout, 10);
    if (major >= 20 && major < 24) return node;
  }
  return undefined;
}

const node = olderNode();
if (node === undefined) process.stderr.write('cli-launcher: the tests with an older Node are skipped: no Node 20 to 23 is on the PATH.\n');

describe.skipIf(node === undefined)('on an older Node', () => {
  const older = node ?? '';

  test('it hands over to the pinned one, with words, output and exit code', async () => {
    const { code, stdout, stderr } = await stackyard(['statsu', '--json'], { node: older });
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('"code":"USAGE"');
    expect((await stackyard(['--version'], { node: older })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('it forwards signals, and ends by the signal that ended the other', async () => {
    using folder = scratchFolder();
    const { script, source } = project(folder.path);
    symlinkSync(join(projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
    writeFileSync(source, "export async function main(process) { process.on('SIGTERM', () => { console.log('asked to end'); process.exit(4); }); console.log(process.pid); setInterval(() => undefined, 1000); }\n");
    const polite = launch([], { node: older, script });
    await until('it runs', () => polite.stdout().includes('\n'));
    polite.child.kill('SIGTERM');
    expect(await polite.ended).toMatchObject({ code: 4, stdout: expect.stringMatching(/asked to end/) as string });
    const killed = launch([], { node: older, script });
    await until('it runs', () => killed.stdout().includes('\n'));
    process.kill(Number(killed.stdout()), 'SIGKILL');
    expect(await killed.ended).toMatchObject({ code: null, signal: 'SIGKILL' });
  });

  test('without the pinned one it says what is needed', async () => {
    using folder = scratchFolder();
    const { code, stderr } = await stackyard(['status'], { node: older, script: project(folder.path).script });
    expect(code).toBe(1);
    expect(stderr).toMatch(/needs Node 24 and this is Node 2\d\..*\nRun `npm start`/);
  });
});
