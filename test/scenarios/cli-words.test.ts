import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ErrorDocument } from '../../services/contract/errors.ts';
import { scratchFolder, stackyard } from './cli-support.ts';

const commands = ['up', 'down', 'restart', 'status', 'plan', 'logs', 'events', 'env', 'doctor', 'images', 'images pull', 'images build', 'volumes', 'volumes remove', 'completion'];

describe('help', () => {
  test('names every command', async () => {
    const { code, stdout, stderr } = await stackyard(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of commands.filter((each) => !each.includes(' '))) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
  });

  test.each(commands)('of %s has an example and the words of all commands', async (command) => {
    const { code, stdout } = await stackyard([...command.split(' '), '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples:\\n  \\$ .*stackyard ${command}`));
    expect(stdout).toMatch(/--json/);
    expect(stdout).toMatch(/--file/);
  });

  test('the version is that of the package', async () => {
    expect((await stackyard(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('usage mistakes end with 2 and name the nearest word', () => {
  test.each([
    [['statsu'], /Unknown command 'statsu'/, /Did you mean status\?/],
    [['status', '--jsno'], /Unknown option '--jsno'/, /Did you mean --json\?/],
    [['logs', '--folow'], /Unknown option '--folow'/, /Did you mean --follow\?/],
    [['images', 'pul'], /Unknown command 'pul'/, /Did you mean pull\?/],
    [['env', '--for', 'hots'], /Did you mean host\?/, /env --help/],
    [['logs', '--grep', '('], /Unterminated group/, /logs --help/],
    [['logs', '--since', 'yesterday'], /duration/, /logs --help/],
    [['logs', '--tail', '-1'], /whole number/, /logs --help/],
    [['status', 'api'], /takes no arguments/, /status --help/],
    [['volumes', 'remove'], /Missing required argument/, /volumes remove --help/],
    [['completion', 'tcsh'], /bash, zsh or fish/, /completion --help/],
    [['status', '--file', '/no/such/place'], /no file or folder/, /--file takes/],
    [['status'], /no stackyard\.yaml/, /--file/],
  ])('%j', async (words, cause, hint) => {
    using folder = scratchFolder();
    const { code, stdout, stderr } = await stackyard(words, { directory: folder.path });
    const [first, second, ...more] = stderr.trimEnd().split('\n');
    expect([code, stdout, more]).toEqual([2, '', []]);
    expect(first).toMatch(cause);
    expect(second).toMatch(hint);
  });

  test('as a document with --json, wherever that stands', async () => {
    for (const words of [
      ['--json', 'status', '--nothing'],
      ['status', '--nothing', '--json'],
    ]) {
      const { code, stdout, stderr } = await stackyard(words);
      expect([code, stderr]).toEqual([2, '']);
      expect((JSON.parse(stdout) as ErrorDocument).error).toMatchObject({ code: 'USAGE', message: expect.stringMatching(/--nothing/) as string });
    }
  });
});

describe('a bad stack file', () => {
  const text = 'name: shop\nservices:\n  cache: { tempalte: redis }\n  api: { template: redsi, uses: [cahce] }\n';

  test('each mistake begins with file:line:column and has a hint; exit code 2', async () => {
    using folder = scratchFolder();
    writeFileSync(join(folder.path, 'stackyard.yaml'), text);
    mkdirSync(join(folder.path, 'below'));
    const { code, stdout, stderr } = await stackyard(['plan'], { directory: folder.path });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^stackyard\.yaml:3:\d+: error: .*tempalte.*\n {2}.*template/);
    expect(stderr).toMatch(/^stackyard\.yaml:4:\d+: error: .*redsi.*\n {2}.*redis/m);
    // From a folder below the same file is found, and named so that an editor finds it too.
    expect((await stackyard(['plan'], { directory: join(folder.path, 'below') })).stderr).toContain(`${join(folder.path, 'stackyard.yaml')}:3:`);
  });

  test('is one document with --json', async () => {
    using folder = scratchFolder();
    writeFileSync(join(folder.path, 'stackyard.yaml'), text);
    const { code, stdout } = await stackyard(['up', '--json', '-f', folder.path]);
    expect(code).toBe(2);
    const { error } = JSON.parse(stdout) as ErrorDocument;
    expect(error).toMatchObject({ code: 'INVALID_STACK', at: { line: 3 } });
    expect(error.related?.length).toBeGreaterThan(0);
  });
});

test('an engine that is not there: exit code 3, in words and as a document', async () => {
  using folder = scratchFolder();
  writeFileSync(join(folder.path, 'stackyard.yaml'), 'name: hcli-none\nservices:\n  web: { run: sleep 60 }\n');
  const options = { directory: folder.path, environment: { DOCKER_HOST: `unix://${folder.path}/none.sock`, STACKYARD_HOME: join(folder.path, 'state') } };
  const spoken = await stackyard(['up'], options);
  expect(spoken.code).toBe(3);
  expect(spoken.stderr.trimEnd().split('\n')).toHaveLength(2);
  const { code, stdout } = await stackyard(['up', '--json'], options);
  expect(code).toBe(3);
  expect((JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ErrorDocument).error.code).toBe('ENGINE_UNREACHABLE');
});

test('a volume is not removed without its name repeated: exit code 5', async () => {
  using folder = scratchFolder();
  writeFileSync(join(folder.path, 'stackyard.yaml'), 'name: hcli-none\nservices:\n  web: { run: sleep 60 }\n');
  const { code, stderr } = await stackyard(['volumes', 'remove', 'hcli-none.data'], { directory: folder.path });
  expect(code).toBe(5);
  expect(stderr).toMatch(/--confirm hcli-none\.data/);
});
