import { readFileSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ErrorDocument } from '../../services/contract/errors.ts';
import { statusSchema } from '../../services/contract/results.ts';
import { type Ended, launch, launcher, scratchFolder, stackyard, until } from './cli-support.ts';

const folder = scratchFolder();
const options = { directory: folder.path, environment: { STACKYARD_HOME: join(folder.path, 'state') } };

let started: Ended;

// A process on the host: the whole way through core, engine and store, without an image.
beforeAll(async () => {
  const talk = `while true; do printf '{"level":"warn","msg":"tick","n":1}\\nraw \\033[2J line\\n'; sleep 0.05; done`;
  writeFileSync(join(folder.path, 'stackyard.yaml'), `name: hcli-talk\nservices:\n  talker:\n    run: ${JSON.stringify(talk)}\n`);
  started = await stackyard(['up'], options);
});
afterAll(async () => {
  await stackyard(['down'], options);
  folder[Symbol.dispose]();
});

const pseudoTerminal = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
if (!pseudoTerminal) process.stderr.write('cli-stack: the tests on a terminal are skipped: there is no `script` of util-linux.\n');

/** Runs it on a terminal of 80 columns and returns every byte that the terminal got. */
function onTerminal(words: string, environment: Readonly<Record<string, string>> = {}): string {
  const { NO_COLOR: _noColor, FORCE_COLOR: _forceColor, ...rest } = process.env;
  const { stdout } = spawnSync('script', ['-qec', `stty cols 80 rows 24; "${process.execPath}" "${launcher}" ${words}`, '/dev/null'], { cwd: folder.path, encoding: 'utf8', env: { ...rest, ...options.environment, TERM: 'xterm', ...environment } });
  return stdout;
}

describe.skipIf(!pseudoTerminal)('on a terminal', () => {
  test('logs are coloured, and nothing of a service acts on the terminal', () => {
    const text = onTerminal('logs --tail 10');
    expect(text).toContain('\u001B[33mWARN \u001B[0m tick');
    expect(text).toContain(String.raw`raw \x1b[2J line`);
    expect(text).not.toContain('\u001B[2J');
  });

  test('progress is drawn in place, and the cursor is given back', () => {
    const text = onTerminal('restart');
    expect(text).toContain('\u001B[?25l');
    expect(text).toMatch(/✔.* talker/);
    expect(text.lastIndexOf('\u001B[?25h')).toBeGreaterThan(text.lastIndexOf('\u001B[?25l'));
    expect(text).toMatch(/Restarted: \d+ steps/);
  });

  test('NO_COLOR is honoured', () => {
    expect(onTerminal('status')).toContain('\u001B[32m');
    expect(onTerminal('status', { NO_COLOR: '1' })).not.toContain('\u001B');
  });
});

describe('a running stack', () => {
  test('was started with one line for each thing that ended, and the result on stdout', () => {
    expect(started).toMatchObject({ code: 0, stdout: expect.stringMatching(/^1 service ready: \d+ steps in /) as string, stderr: expect.stringMatching(/^talker: process started/m) as string });
  });

  test('status is the document of the contract, and a table', async () => {
    const { stdout } = await stackyard(['status', '--json'], options);
    expect(statusSchema.parse(JSON.parse(stdout))).toMatchObject({ stack: 'hcli-talk', services: [{ name: 'talker', state: 'ready' }] });
    expect((await stackyard(['status'], options)).stdout).toMatch(/^SERVICE +STATE[^]*\ntalker +ready/);
  });

  test('a second up has nothing to do, nor has plan', async () => {
    expect(await stackyard(['up'], options)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Nothing to do/) as string });
    expect(JSON.parse((await stackyard(['plan', '--json'], options)).stdout)).toEqual({ stack: 'hcli-talk', steps: [] });
  });

  test('logs are shown without what a terminal would act on, and exact with --json', async () => {
    const { code, stdout } = await stackyard(['logs', '--tail', '20', 'talker'], options);
    expect(code).toBe(0);
    expect(stdout).toMatch(/talker \| \d\d:\d\d:\d\d\.\d{3} WARN {2}tick n=1/);
    expect(stdout).toMatch(/raw \\x1b\[2J line/);
    expect(stdout).not.toContain('\u001B');
    const exact = (await stackyard(['logs', '--tail', '20', '--json'], options)).stdout.trimEnd().split('\n');
    expect(exact.map((line) => (JSON.parse(line) as { text: string }).text)).toContain('raw \u001B[2J line');
  });

  test('--grep takes a pattern, and refuses one that would never end within a second', async () => {
    const { stdout } = await stackyard(['logs', '--grep', '^raw', '--tail', '50', '--json'], options);
    expect(new Set(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { text: string }).text))).toEqual(new Set(['raw \u001B[2J line']));
    const catastrophic = await stackyard(['logs', '--grep', String.raw`^(([^z])+.)+[A-Z]([^z])+\$\$\$`, '--tail', '50'], options);
    expect(catastrophic).toMatchObject({ code: 2, stderr: expect.stringMatching(/takes too long/) as string });
  });

  test('Ctrl-C ends what follows, with 130 and without a complaint', async () => {
    const following = launch(['logs', '--follow'], options);
    await until('lines come', () => following.stdout().length > 200);
    following.child.kill('SIGINT');
    expect(await following.ended).toMatchObject({ code: 130, stderr: '' });
  });

  test('with --json the last line says that it was cancelled, or the stream just ends', async () => {
    const watching = launch(['up', '--watch', '--json'], options);
    await until('the plan is told', () => watching.stdout().includes('\n'));
    watching.child.kill('SIGINT');
    const { code, stdout } = await watching.ended;
    expect(code).toBe(130);
    for (const line of stdout.trimEnd().split('\n')) expect(() => JSON.parse(line) as unknown).not.toThrow();
  });

  test('a reader that leaves ends it quietly', async () => {
    const shell = spawn('bash', ['-c', `set -o pipefail; "$0" "$1" logs --follow | head -n 3`, process.execPath, launcher], { cwd: folder.path, env: { ...process.env, ...options.environment } });
    let [stdout, stderr] = ['', ''];
    shell.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    shell.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    const code = await new Promise((resolve) => shell.once('close', resolve));
    expect([code, stderr, stdout.trimEnd().split('\n').length]).toEqual([0, '', 3]);
  });

  test('events tell what was done', async () => {
    const { stdout } = await stackyard(['events', '--json'], options);
    expect(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { service_name: string }).service_name)).toContain('talker');
  });

  test('events since a moment are those after it', async () => {
    const count = async (since: string) => (await stackyard(['events', '--since', since, '--json'], options)).stdout.split('\n').filter((line) => line !== '').length;
    expect(await count('10m')).toBeGreaterThan(3);
    expect(await count('1ms')).toBe(0);
    expect((await stackyard(['logs', '--since', '1h', '--tail', '3', '--json'], options)).stdout.trimEnd().split('\n')).toHaveLength(3);
  });

  // `events` last: what the others said of the name is no history of it.
  test.each([['up', 'tlaker'], ['plan', 'tlaker'], ['logs', 'tlaker'], ['restart', 'tlaker'], ['env', 'tlaker'], ['down', 'tlaker'], ['images', 'pull', 'tlaker'], ['deploy', '--context', 'none', '--image', 'tlaker=a:1'], ['events', '--service', 'tlaker']])('an unknown service is a wrong word, named together with the known ones: %s', async (...words) => {
    const { code, stdout } = await stackyard([...words, '--json'], options);
    const { error } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ErrorDocument;
    expect([code, error.code, error.message]).toEqual([2, 'USAGE', expect.stringContaining('tlaker') as string]);
    expect(error.hint).toContain('Did you mean talker?');
  });

  test('what is no longer in the file keeps its history, and a name near it is told', async () => {
    const file = join(folder.path, 'stackyard.yaml');
    const before = readFileSync(file, 'utf8');
    writeFileSync(file, before.replace('  talker:', '  other:'));
    try {
      expect(await stackyard(['events', '--service', 'talker'], options)).toMatchObject({ code: 0, stdout: expect.stringContaining('talker') as string });
      expect(await stackyard(['events', '--service', 'tlaker'], options)).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean talker?') as string });
    } finally {
      writeFileSync(file, before);
    }
  });
});
