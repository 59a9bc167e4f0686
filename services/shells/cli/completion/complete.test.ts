import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildProgram } from '../program.ts';
import { complete, completeFiles } from './complete.ts';
import { serviceNamesIn } from './service-names.ts';

const folder = mkdtempSync(join(tmpdir(), 'stackyard-complete-'));
writeFileSync(join(folder, 'stackyard.yaml'), 'name: shop\nservices:\n  api: { build: ./api }\n  worker:\n    build: ./worker\n    uses: [api]\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = buildProgram('0', () => Promise.resolve());
const words = (...typed: string[]) => complete(program, typed, folder).map((candidate) => candidate.split('\t')[0]);

describe('completion', () => {
  test.each([
    [['st'], ['status']],
    [['logs', ''], ['api', 'worker']],
    [['logs', 'api', ''], ['worker']],
    [['logs', '--follow', 'w'], ['worker']],
    [['up', '--w'], ['--watch']],
    [['status', '--j'], ['--json']],
    [['env', '--for', ''], ['host', 'container', 'kubernetes']],
    [['env', '--format', 's'], ['shell']],
    [['env', '--for='], ['--for=host', '--for=container', '--for=kubernetes']],
    [['env', '--format=j'], ['--format=json']],
    [['events', '--service=w'], ['--service=worker']],
    [['logs', '--file=/nowhere', ''], []],
    [['up', '--file=./x'], []],
    [['images', ''], ['pull', 'build']],
    [['images', 'build', 'a'], ['api']],
    [['completion', ''], ['bash', 'zsh', 'fish']],
    [['completion', 'bash', ''], []],
    [['events', '--service', 'a'], ['api']],
    [['-f', ''], [completeFiles]],
    [['up', '--file', './x'], [completeFiles]],
    [['-f', '/nowhere', 'logs', ''], []],
    [['--json', 'down', 'a'], ['api']],
    [['export', ''], ['compose', 'kubernetes', 'helm']],
    [['lint', ''], [completeFiles]],
    [['lint', 'deploy', '--format', ''], ['text', 'markdown']],
    [['status', ''], []],
  ])('%j → %j', (typed, expected) => {
    expect(words(...typed)).toEqual(expected);
  });

  test('every command is offered, with what it does', () => {
    const all = complete(program, [''], folder);
    expect(all).toHaveLength(program.commands.length);
    expect(all).toContain('plan\twhat `up` would do, and why; changes nothing');
  });
});

test.each([
  ['services:\n  "a-b": {}\n  c: # note\n  # d:\n\n  e:\n    f: 1\nvolumes:\n  g: {}\n', ['a-b', 'c', 'e']],
  ['name: x\r\nservices:\r\n    api: {}\r\n    web: {}\r\n', ['api', 'web']],
  ['services:\n  api: {}\n  half writ', ['api']],
  ['services: {}\n', []],
  ['', []],
])('names in %j', (text, names) => {
  expect(serviceNamesIn(text)).toEqual(names);
});
