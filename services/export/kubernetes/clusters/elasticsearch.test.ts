import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inputOf } from '../../../../test/kit/kubernetes-stacks.ts';
import { podFiles } from '../files.ts';
import { scopeOf } from '../scope.ts';

const execute = promisify(execFile);
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stackyard-members-'));
});
afterEach(async () => rm(folder, { recursive: true }));

/** The start of a member up to where Elasticsearch itself would begin, over a volume of ours. */
async function start(): Promise<string> {
  const scope = scopeOf(await inputOf('name: x\nservices:\n  search: { template: elasticsearch }\n'), 'production');
  const [service] = scope.services;
  const text = service === undefined ? '' : (podFiles(scope, service).find(({ path }) => path === '/config/start.sh')?.content ?? '');
  const [guard = ''] = text.split('\nhome=');
  return (await execute('sh', ['-c', `${guard.replaceAll('/usr/share/elasticsearch/data', folder)}\necho started`])).stdout;
}

test('a member starts over an empty volume, and over its own', async () => {
  expect(await start()).toBe('started\n');
  await writeFile(join(folder, 'nodes'), '');
  expect(await start()).toBe('started\n');
  expect((await readdir(folder)).toSorted()).toEqual(['.members', 'nodes']);
});

test.each(['nodes', '_state'])('a member refuses the volume of a node that was alone, known by its %s, and says what to do', async (name) => {
  await writeFile(join(folder, name), '');
  await expect(start()).rejects.toThrow(/written by a node that was alone.*export\.kubernetes\.clusters: false/s);
  expect(await readdir(folder)).toEqual([name]);
});
