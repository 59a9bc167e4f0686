import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { kinds } from '../../kinds/index.ts';
import { openShelf } from '../../store/index.ts';
import { loadStack } from '../../topology/load-stack.ts';
import { nodeReader } from '../node-reader.ts';
import type { Environment } from '../topology.ts';
import { stackMemory } from './index.ts';
import { namedVariables } from './named-variables.ts';

const templates = join(import.meta.dirname, '..', '..', '..', 'compose-templates');

/** A memory over real templates that counts how often a stack was really loaded. */
function counted(directory: string, environment: Environment = {}) {
  const loads: string[] = [];
  const memory = stackMemory({
    reader: nodeReader,
    environment,
    shelf: openShelf(join(directory, 'state'), 'topologies', 'test'),
    async load(file, reader) {
      loads.push(file);
      return loadStack({ file, reader, environment, templateRoots: [templates], kinds: async (id) => kinds.find((kind) => kind.id === id)?.load() });
    },
  });
  return { load: (file: string) => memory.load(file), last: (file: string) => memory.last(file), loads };
}

const stackFile = 'name: shop\nservices:\n  cache: { template: redis }\n  api: { image: "api:${API_VERSION:-1}", env_file: api.env, uses: [cache] }\n';

async function stackIn(directory: string): Promise<string> {
  mkdirSync(join(directory, 'stack'), { recursive: true });
  writeFileSync(join(directory, 'stack', 'stackyard.yaml'), stackFile);
  writeFileSync(join(directory, 'stack', 'api.env'), 'COLOUR=red\n');
  return Promise.resolve(join(directory, 'stack'));
}

test('loads once, in this process and in the next', async () => {
  await using scratch = await scratchDirectory();
  const file = await stackIn(scratch.path);
  const first = counted(scratch.path);
  const topology = await first.load(file);
  expect(await first.load(file)).toBe(topology);
  expect(first.loads).toHaveLength(1);
  const next = counted(scratch.path);
  expect(await next.load(file)).toEqual(topology);
  expect(next.loads).toHaveLength(0);
});

test('what a stack was last is known when its file is gone or has a mistake, also to the next process', async () => {
  await using scratch = await scratchDirectory();
  const file = await stackIn(scratch.path);
  const first = counted(scratch.path);
  expect(first.last(file)).toBeUndefined();
  const topology = await first.load(file);
  rmSync(join(file, 'stackyard.yaml'));
  await expect(first.load(file)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(first.last(file)).toBe(topology);
  const next = counted(scratch.path);
  expect(next.last(file)).toEqual(topology);
  writeFileSync(join(file, 'stackyard.yaml'), 'name: [');
  await expect(next.load(file)).rejects.toMatchObject({ code: 'INVALID_STACK' });
  expect(next.last(file)).toEqual(topology);
});

test('sees every change of what it read: the stack, a file that it names, one that was not there before', async () => {
  await using scratch = await scratchDirectory();
  const file = await stackIn(scratch.path);
  const { load, loads } = counted(scratch.path);
  await load(file);
  writeFileSync(join(file, 'api.env'), 'COLOUR=sea\n');
  expect((await load(file)).services['api']).toMatchObject({ environment: { COLOUR: 'sea' } });
  writeFileSync(join(file, 'stackyard.yaml'), stackFile.replace('cache', 'store').replace('[cache]', '[store]'));
  expect(Object.keys((await load(file)).services)).toContain('store');
  writeFileSync(join(file, '.env'), 'API_VERSION=7\n');
  expect((await load(file)).services['api']).toMatchObject({ image: { reference: 'api:7' } });
  mkdirSync(join(file, '.stackyard', 'templates', 'redis'), { recursive: true });
  writeFileSync(join(file, '.stackyard', 'templates', 'redis', 'template.yaml'), 'title: Own\ncategory: cache\nimage: own:1\n');
  await load(file);
  expect(loads).toHaveLength(5);
});

test('sees a variable that the stack names, and no other', async () => {
  await using scratch = await scratchDirectory();
  const file = await stackIn(scratch.path);
  await counted(scratch.path, { API_VERSION: '2', OTHER: 'a' }).load(file);
  const same = counted(scratch.path, { API_VERSION: '2', OTHER: 'b' });
  await same.load(file);
  expect(same.loads).toHaveLength(0);
  for (const environment of [{ API_VERSION: '3' }, {}]) {
    const other = counted(scratch.path, environment);
    expect((await other.load(file)).services['api']).toMatchObject({ image: { reference: `api:${environment.API_VERSION ?? '1'}` } });
    expect(other.loads).toHaveLength(1);
  }
});

test('remembers no stack with mistakes, and keeps secrets of the user off the shelf', async () => {
  await using scratch = await scratchDirectory();
  const file = await stackIn(scratch.path);
  const { load, loads } = counted(scratch.path);
  writeFileSync(join(file, 'stackyard.yaml'), 'name: shop\nservices:\n  api: { imag: api }\n');
  await expect(load(file)).rejects.toThrow('imag');
  await expect(load(file)).rejects.toThrow('imag');
  expect(loads).toHaveLength(2);
  writeFileSync(join(file, 'stackyard.yaml'), 'name: shop\nservices:\n  cache: { template: redis, secrets: { password: mine } }\n');
  await load(file);
  const next = counted(scratch.path);
  await next.load(file);
  expect(next.loads).toHaveLength(1);
});

test('a name that YAML escapes could spell makes every variable count', () => {
  const environment = { HOME: '/root', TAG: '1', OTHER: 'x' };
  expect(namedVariables(environment, ['image: a:$TAG'])).toEqual([['HOME', '/root'], ['TAG', '1']]);
  expect(namedVariables(environment, ['image: "a:$\\x54AG"'])).toHaveLength(3);
});

test('a variable counts where its name is a word of its own', () => {
  const environment = { TAG: '1', TA: '2', TAG_2: '3' };
  expect(namedVariables(environment, ['a: MY_TAG', 'b: ${TAG:-x}'])).toEqual([['TAG', '1']]);
  expect(namedVariables(environment, ['TAG_2'])).toEqual([['TAG_2', '3']]);
});
