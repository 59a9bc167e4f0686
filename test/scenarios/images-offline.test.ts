import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadRecipes } from '../../services/engine/images/recipes.ts';
import { startFakeRegistry } from '../kit/fake-registry.ts';
import type { FakeRegistry } from '../kit/fake-registry.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { failureOf, until } from './engine-support.ts';
import { bench, fromRegistry, hasImage } from './images-support.ts';
import { recipeFolder } from './images-recipes.ts';
import type { TestRecipe } from './images-recipes.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let registry: FakeRegistry;
beforeEach(async () => {
  scratch = await scratchDirectory();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

/** Nothing listens on port 1. */
const nowhere = '127.0.0.1:1';

async function withRecipes(recipes: Readonly<Record<string, TestRecipe>>, environment: NodeJS.ProcessEnv = {}) {
  const folder = await recipeFolder(scratch.path, recipes);
  return { folder, at: await bench({ recipes: folder, environment }), tagOf: async (id: string) => (await loadRecipes(folder)).find(id)?.tag ?? '' };
}

/** Processes whose command line or working directory names the scratch folder. */
async function processesIn(folder: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid,args']);
  return stdout.split('\n').filter((line) => line.includes(folder) && !line.includes(' ps '));
}

test('row 21: an image that is present is used without asking any registry', async () => {
  const { at } = await withRecipes({});
  await using _ = at;
  const reference = registry.image('good');
  await at.provide(await at.choose(fromRegistry(reference)));
  const before = registry.requests();
  const choice = await at.choose(fromRegistry(reference));
  expect(choice).toMatchObject({ source: 'present', reference, action: { type: 'none' } });
  expect(await at.provide(choice)).toMatchObject({ source: 'present', reference, id: choice.id });
  expect(registry.requests()).toBe(before);
});

test('an unreachable registry leads to the drop-in, built once for all who ask, and used from then on', async () => {
  const { at, tagOf } = await withRecipes({ 'h3-once': { fetch: `echo run >> ${scratch.file('runs')}; sleep 1; echo hello > made` } });
  await using _ = at;
  const tag = await tagOf('h3-once');
  at.forget(tag);
  const choice = await at.choose(fromRegistry(`${nowhere}/h3-once:1`, 'h3-once'));
  expect(choice).toMatchObject({ source: 'missing', action: { type: 'pull', offline: 'h3-once' } });
  const provided = await Promise.all([at.provide(choice), at.provide(choice), at.provide(choice)]);
  expect(provided.map(({ reference, source }) => [reference, source])).toEqual(Array.from({ length: 3 }, () => [tag, 'offline']));
  expect(await readFile(scratch.file('runs'), 'utf8')).toBe('run\n');
  expect(at.said).toContainEqual({ type: 'note', message: expect.stringMatching(/cannot be pulled .*drop-in is built here/) as string });
  expect(await at.choose(fromRegistry(`${nowhere}/h3-once:1`, 'h3-once'))).toMatchObject({ source: 'offline', reference: tag, id: provided[0]?.id, action: { type: 'none' }, note: expect.stringContaining('instead of') as string });
  expect(await readdir(join(at.directory, 'cache', 'work'))).toEqual([]);
  expect(await readdir(join(at.directory, 'cache', 'locks'))).toEqual([]);
});

test('a name that the registry does not know is an error, not a reason to run something else', async () => {
  const { at, tagOf } = await withRecipes({ 'h3-typo': {} });
  await using _ = at;
  const { error } = await failureOf(at.provide(await at.choose(fromRegistry(`${registry.address}/n404/h3-typo:1`, 'h3-typo'))));
  expect(error.message).toMatch(/not found or is private/);
  expect(await hasImage(at.client, await tagOf('h3-typo'))).toBe(false);
});

test('a changed recipe is another image', async () => {
  const one = await withRecipes({ 'h3-changed': { fetch: 'echo 1 > made' } });
  const first = await one.tagOf('h3-changed');
  await one.at[Symbol.asyncDispose]();
  await writeFile(join(one.folder, 'h3-changed', 'fetch.sh'), '#!/bin/sh\necho 2 > made\n');
  await cp(one.folder, scratch.file('again'), { recursive: true });
  expect((await loadRecipes(scratch.file('again'))).find('h3-changed')?.tag).not.toBe(first);
});

test('a missing program is named, with the package to install', async () => {
  const { at } = await withRecipes({ 'h3-needs': { needs: ['mvn', 'no-such-program'] } }, { PATH: '/nonexistent' });
  await using _ = at;
  const { error } = await failureOf(at.provide(await at.choose(fromRegistry(`${nowhere}/h3-needs:1`, 'h3-needs'))));
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', message: expect.stringContaining('lacks mvn and no-such-program') as string, hint: expect.stringContaining('maven') as string });
});

test('a download that fails says what the program said', async () => {
  const { at } = await withRecipes({ 'h3-broken': { fetch: 'echo "no matching version of thing==9" >&2; exit 3' } });
  await using _ = at;
  const { error } = await failureOf(at.provide(await at.choose(fromRegistry(`${nowhere}/h3-broken:1`, 'h3-broken'))));
  expect(error).toMatchObject({ code: 'IMAGE_UNAVAILABLE', message: expect.stringContaining('no matching version of thing==9') as string });
  expect(await readdir(join(at.directory, 'cache', 'work'))).toEqual([]);
});

test('a cancel ends the download with everything that it started, and leaves nothing', async () => {
  // A child that ignores SIGTERM, as some package managers' helpers do.
  const { at, tagOf } = await withRecipes({ 'h3-cancel': { fetch: `sh -c 'trap "" TERM; touch ${scratch.file('started')}; sleep 60' ${scratch.path} & wait` } });
  await using _ = at;
  const cancel = new AbortController();
  const work = at.provide(await at.choose(fromRegistry(`${nowhere}/h3-cancel:1`, 'h3-cancel')), cancel.signal).then(
    () => 'provided',
    (error: unknown) => error,
  );
  await until('the download runs', () => existsSync(scratch.file('started')));
  cancel.abort();
  expect(await work).toMatchObject({ name: 'AbortError' });
  expect(await processesIn(scratch.path)).toEqual([]);
  expect(await readdir(join(at.directory, 'cache', 'work'))).toEqual([]);
  expect(await readdir(join(at.directory, 'cache', 'locks'))).toEqual([]);
  expect(await hasImage(at.client, await tagOf('h3-cancel'))).toBe(false);
});

