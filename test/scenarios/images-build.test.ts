import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadRecipes } from '../../services/engine/images/recipes.ts';
import type { ImageSource } from '../../services/topology/types.ts';
import { failureOf } from './engine-support.ts';
import { bench, hasImage } from './images-support.ts';
import type { Bench } from './images-support.ts';

// User folders built on the drop-in of node, which is built where it is not there yet (a minute on a fresh machine).
let at: Bench;
let base: string;
beforeEach(async () => {
  // Registry names that nobody serves: what a machine without a registry sees.
  at = await bench({ environment: { STACKYARD_REGISTRY: '127.0.0.1:1' } });
  base = (await loadRecipes()).find('node')?.tag ?? '';
});
afterEach(async () => at[Symbol.asyncDispose]());

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(at.directory, 'app', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return join(at.directory, 'app');
}

function buildOf(context: string, changes: Partial<Extract<ImageSource, { from: 'build' }>> = {}): ImageSource {
  return { from: 'build', context, dockerfile: 'Dockerfile', args: {}, ...changes };
}

async function run(image: string): Promise<string> {
  const { Id: id } = await at.client.call<{ Id: string }>({ method: 'POST', path: '/containers/create', query: { name: `h3-build-${process.pid}` }, body: { Image: image } });
  try {
    await at.client.call({ method: 'POST', path: `/containers/${id}/start` });
    await at.client.call({ method: 'POST', path: `/containers/${id}/wait`, deadline: 20_000 });
    let text = '';
    for await (const { data } of at.client.logs(id, {})) text += data.toString();
    return text.trim();
  } finally {
    await at.client.call({ method: 'DELETE', path: `/containers/${id}`, query: { force: true, v: true } });
  }
}

const small = { Dockerfile: `FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "main.js"]\n`, 'main.js': 'console.log("hello", process.version)', '.dockerignore': 'notes\n*.log\n', 'notes/secret.txt': 'left out' };

describe('a folder whose base image cannot be pulled', () => {
  test('is built on the drop-in, is there afterwards, and is not built again', { timeout: 600_000 }, async () => {
    const source = buildOf(await folder(small));
    const first = await at.choose(source);
    expect(first).toMatchObject({ source: 'build', wanted: 'build ./app', action: { type: 'build' } });
    const provided = await at.provide(first);
    expect(provided).toMatchObject({ source: 'built', reference: expect.stringMatching(/^stackyard\/h3-images-one:[\da-f]{12}$/) as string });
    expect(await run(provided.reference)).toBe('hello v24.21.0');
    // The official name is not taken: a later real pull of it must not be hidden.
    expect(await hasImage(at.client, 'node:24')).toBe(false);
    expect(await hasImage(at.client, base)).toBe(true);
    expect(await at.choose(source)).toMatchObject({ reference: provided.reference, id: provided.id, action: { type: 'none' } });
  });

  test('counts contents, arguments and target, not times or ignored files', { timeout: 600_000 }, async () => {
    const context = await folder(small);
    const tag = async (changes = {}): Promise<string> => (await at.choose(buildOf(context, changes))).reference;
    const before = await tag();
    await utimes(join(context, 'main.js'), 1, 1);
    await folder({ 'notes/secret.txt': 'changed', 'debug.log': 'new' });
    expect(await tag()).toBe(before);
    expect(await tag({ args: { MODE: 'x' } })).not.toBe(before);
    expect(await tag({ target: 'final' })).not.toBe(before);
    // Same length and time as before: contents decide.
    await folder({ 'main.js': small['main.js'].replace('hello', 'hullo') });
    await utimes(join(context, 'main.js'), 1, 1);
    expect(await tag()).not.toBe(before);
  });

  test('leaves the three newest builds, and what a container uses', { timeout: 600_000 }, async () => {
    const context = await folder(small);
    const buildNumber = async (number: number): Promise<string> => {
      await folder({ 'main.js': `console.log(${number})` });
      return (await at.provide(await at.choose(buildOf(context)))).reference;
    };
    const used = await buildNumber(0);
    const { Id: id } = await at.client.call<{ Id: string }>({ method: 'POST', path: '/containers/create', body: { Image: used } });
    const later: string[] = [];
    try {
      for (let number = 1; number <= 5; number += 1) later.push(await buildNumber(number));
      expect(await hasImage(at.client, used)).toBe(true);
    } finally {
      await at.client.call({ method: 'DELETE', path: `/containers/${id}`, query: { force: true } });
    }
    const there = await Promise.all(later.map((tag) => hasImage(at.client, tag)));
    expect(there.filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(there.at(-1)).toBe(true);
  });

  test('npm ci works in it, with build arguments and a second stage', { timeout: 600_000 }, async () => {
    const lock = { name: 'x', version: '1.0.0', lockfileVersion: 3, packages: { '': { name: 'x', version: '1.0.0', dependencies: { 'is-number': '7.0.0' } }, 'node_modules/is-number': { version: '7.0.0' } } };
    const context = await folder({
      Dockerfile: 'ARG TAG=24\nFROM node:${TAG} AS deps\nWORKDIR /app\nCOPY package*.json ./\nRUN npm ci\nFROM node:${TAG}\nCOPY --from=deps /app/node_modules /app/node_modules\nCOPY main.js /app/\nUSER node\nCMD ["node", "/app/main.js"]\n',
      'package.json': JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { 'is-number': '7.0.0' } }),
      'package-lock.json': JSON.stringify(lock),
      'main.js': 'console.log(require("is-number")(5), process.getuid())',
    });
    const provided = await at.provide(await at.choose(buildOf(context, { args: { TAG: '24-slim' } })));
    expect(await run(provided.reference)).toBe('true 1000');
  });
});

test('a failing step is named with what it said', { timeout: 600_000 }, async () => {
  const context = await folder({ ...small, Dockerfile: 'FROM node:24\nRUN echo the disk of doom; exit 7\n' });
  const { error } = await failureOf(at.provide(await at.choose(buildOf(context))));
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', service: 'one', message: expect.stringMatching(/Step 2\/\d : RUN echo.*the disk of doom.*7/) as string });
});

test('what only BuildKit knows is said to be that', { timeout: 600_000 }, async () => {
  const context = await folder({ ...small, Dockerfile: 'FROM node:24\nRUN --mount=type=cache,target=/x true\n' });
  const { error } = await failureOf(at.provide(await at.choose(buildOf(context))));
  expect(error).toMatchObject({ code: 'UNSUPPORTED', hint: expect.stringContaining('buildx') as string });
});

test('a base that nobody has is an image that is not available', async () => {
  const context = await folder({ ...small, Dockerfile: 'FROM h3-nobody/has-this:1\n' });
  const { error } = await failureOf(at.provide(await at.choose(buildOf(context))));
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', message: expect.stringContaining('h3-nobody/has-this:1') as string });
});

test('a missing Dockerfile is found before anything is done', async () => {
  const { error } = await failureOf(at.choose(buildOf(join(at.directory, 'nothing'))));
  expect(error.code).toBe('NOT_FOUND');
});
