import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
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

  test('what only a proxy of another kind can do is told with its place, beside the other mistakes', async () => {
    using folder = scratchFolder();
    const routes = '      - { to: web, prefix: /a, healthCheck: { path: /livez } }\n      - { to: web, host: "a b" }\n';
    writeFileSync(join(folder.path, 'stackyard.yaml'), `name: shop\nservices:\n  web: { run: sleep 60, expose: { http: 8080 } }\n  edge:\n    template: nginx\n    routes:\n${routes}  mesh:\n    template: envoy\n    routes:\n${routes}`);
    const { code, stderr } = await stackyard(['plan'], { directory: folder.path });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^stackyard\.yaml:8:26: error: .*"a b" cannot stand/m);
    expect(stderr).toMatch(/^stackyard\.yaml:13:26: error: .*"a b" cannot stand/m);
    const first = routes.split('\n')[0] ?? '';
    writeFileSync(join(folder.path, 'stackyard.yaml'), `name: shop\nservices:\n  web: { run: sleep 60, expose: { http: 8080 } }\n  edge:\n    template: nginx\n    routes:\n${first}\n`);
    expect((await stackyard(['plan'], { directory: folder.path })).stderr).toMatch(/^stackyard\.yaml:7:32: error: .*nginx has no healthCheck.*\n.*envoy/);
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

test('an empty HOME, and a state folder that cannot be made, are told or worked around at once', async () => {
  using folder = scratchFolder();
  const yaml = 'name: hcli-home\nservices:\n  web: { run: sleep 60 }\n';
  writeFileSync(join(folder.path, 'stackyard.yaml'), yaml);
  writeFileSync(join(folder.path, 'file'), '');
  for (const home of [join(folder.path, 'file', 'state'), ...(process.platform === 'linux' ? ['/proc/stackyard'] : [])]) {
    const { code, stderr } = await stackyard(['events'], { directory: folder.path, environment: { STACKYARD_HOME: home } });
    expect([code, stderr.split('\n')[1]]).toEqual([1, expect.stringContaining('STACKYARD_HOME') as unknown]);
    expect(stderr).not.toContain('defect');
  }
  // A relative folder would grow beside the stack file.
  await stackyard(['env', '--json'], { directory: folder.path, environment: { HOME: '', XDG_CACHE_HOME: '', XDG_STATE_HOME: '', STACKYARD_HOME: join(folder.path, 'state') } });
  expect(readdirSync(folder.path).filter((name) => name.startsWith('.'))).toEqual([]);
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
  const { code, stderr } = await stackyard(['volumes', 'remove', 'hcli-none.data', '--confirm', 'hcli-none'], { directory: folder.path });
  expect(code).toBe(5);
  expect(stderr).toMatch(/--confirm hcli-none\.data/);
  // Nobody is asked to confirm what is not there.
  expect(await stackyard(['volumes', 'remove', 'hcli-none.data'], { directory: folder.path })).toMatchObject({ code: 1, stderr: expect.stringContaining('no volume "hcli-none.data"') as unknown });
});
