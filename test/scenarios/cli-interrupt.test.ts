import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launch, scratchFolder, stackyard, until } from './cli-support.ts';

const folder = scratchFolder();
const options = { directory: folder.path, environment: { STACKYARD_HOME: join(folder.path, 'state') } };

// `slow` is ready when the test lets it be, so `up` can be met in the middle.
beforeAll(() => {
  const script = 'echo waits; until [ -e go ]; do sleep 0.05; done; echo goes; sleep 600';
  writeFileSync(join(folder.path, 'stackyard.yaml'), `name: hcli-interrupt\nservices:\n  slow: { run: "${script}", ready: { log: ^goes } }\n  after: { run: sleep 600, uses: [slow] }\n`);
});
afterAll(async () => {
  await stackyard(['down'], options);
  folder[Symbol.dispose]();
});

async function states(): Promise<Readonly<Record<string, string>>> {
  const { services } = JSON.parse((await stackyard(['status', '--json'], options)).stdout) as { services: { name: string; state: string }[] };
  return Object.fromEntries(services.map(({ name, state }) => [name, state]));
}

test('Ctrl-C in the middle of up ends with 130, says what is left, and the next up goes on from there', async () => {
  const first = launch(['up'], options);
  await until('the process is started', () => first.stderr().includes('slow: process started'));
  first.child.kill('SIGINT');
  const { code, stdout, stderr } = await first.ended;
  expect([code, stdout]).toEqual([130, '']);
  expect(stderr.trimEnd().split('\n').slice(-3)).toEqual([
    'after: left out, from starting process on',
    'error: Cancelled. What had been started is left running.',
    '  Run stackyard up to continue, or stackyard down.',
  ]);
  expect(await states()).toEqual({ slow: 'starting', after: 'stopped' });

  const second = launch(['up', '--json'], options);
  await until('it waits again', () => second.stdout().includes('"phase":"started"'));
  writeFileSync(join(folder.path, 'go'), '');
  const done = await second.ended;
  expect(done.code).toBe(0);
  expect(done.stdout).not.toContain('"start-process/slow"');
  expect(await states()).toEqual({ slow: 'ready', after: 'ready' });
});

test('what a process printed before its restart does not make it ready', async () => {
  const { stdout } = await stackyard(['logs', 'slow', '--json'], options);
  expect(stdout).toContain('"text":"goes"');
  writeFileSync(join(folder.path, 'stackyard.yaml'), 'name: hcli-interrupt\nservices:\n  slow: { run: "echo other; sleep 600", ready: { log: ^goes, timeout: 2s } }\n');
  const { code, stderr } = await stackyard(['up'], options);
  expect(code).toBe(1);
  expect(stderr).toContain('no log line matches /^goes/ yet');
});
