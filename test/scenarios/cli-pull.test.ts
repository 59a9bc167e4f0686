import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Core } from '../../services/contract/core.ts';
import type { Progress } from '../../services/contract/results.ts';
import { openCore } from '../../services/core/index.ts';
import { loadRecipes } from '../../services/engine/images/recipes.ts';
import { docker } from '../kinds/contract/docker.ts';
import { repositoryIn, startFakeRegistry, type FakeRegistry } from '../kit/fake-registry.ts';
import { scratchDirectory } from '../kit/scratch.ts';
import { recipeFolder } from './images-recipes.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let registry: FakeRegistry;
let core: Core;
let name: string;
let file: string;
const leftovers = new Set<string>();

beforeEach(async () => {
  [scratch, registry] = await Promise.all([scratchDirectory(), startFakeRegistry()]);
  name = `hpull-${randomBytes(4).toString('hex')}`;
  const project = join(scratch.path, 'project');
  const own = join(scratch.path, 'own');
  await Promise.all([mkdir(project), mkdir(join(own, 'resources'), { recursive: true }), mkdir(join(own, 'compose-templates', 'thing'), { recursive: true })]);
  await rename(await recipeFolder(scratch.path, { 'h-thing': { fetch: 'echo hello > made' } }), join(own, 'resources', 'images'));
  // Nothing listens on port 1: that image can never be pulled.
  await writeFile(join(own, 'compose-templates', 'thing', 'template.yaml'), 'title: Thing\ncategory: test\nimage: 127.0.0.1:1/h-thing:1\noffline: h-thing\nservice: { command: [sleep, "1000"], init: true }\n');
  file = join(project, 'stackyard.yaml');
  core = await openCore({ environment: { ...process.env, STACKYARD_HOME: join(scratch.path, 'state'), XDG_CACHE_HOME: join(scratch.path, 'cache') }, resourcesDirectory: own });
});
afterEach(async () => {
  await collect(core.down({ file }));
  await core[Symbol.asyncDispose]();
  for (const reference of leftovers) await docker('DELETE', `/images/${reference}?force=1`, { allow: [404] });
  leftovers.clear();
  await registry[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

async function collect(progress: AsyncIterable<Progress>): Promise<readonly Progress[]> {
  const all: Progress[] = [];
  for await (const item of progress) all.push(item);
  return all;
}

const notesOf = (progress: readonly Progress[]): readonly string[] => progress.flatMap((item) => (item.type === 'note' ? [item.message] : []));
const stepsOf = (progress: readonly Progress[]) => progress.flatMap((item) => (item.type === 'plan' ? item.steps : []));

/** Container id and image id of a service's first replica. */
async function containerOf(service: string): Promise<{ readonly id: string; readonly image: string; readonly running: boolean }> {
  const { Id, Image, State } = (await docker('GET', `/containers/${name}-${service}-1/json`)) as { Id: string; Image: string; State: { Running: boolean } };
  return { id: Id, image: Image, running: State.Running };
}

/** An image of the fake registry holds no program: this machine's are lent to it. */
const borrowed = ['/usr', '/bin', '/lib', '/lib64'].filter((path) => existsSync(path)).map((path) => `${path}:${path}:ro`);

test('up --pull: the container of a renewed image is made anew, everything else goes on', async () => {
  const [reference, unchanged] = [registry.image('good'), registry.image('good')];
  const service = (image: string): string => `{ image: "${image}", entrypoint: [/bin/sleep], command: ["1000"], init: true, volumes: ${JSON.stringify(borrowed)} }`;
  for (const each of [reference, unchanged]) leftovers.add(each);
  await writeFile(file, `name: ${name}\nservices:\n  web: ${service(reference)}\n  other: ${service(unchanged)}\n`);
  await collect(core.up({ file }));
  const [web, other] = [await containerOf('web'), await containerOf('other')];
  leftovers.add(web.image);

  const same = await collect(core.up({ file, pull: true }));
  expect(notesOf(same)).toContainEqual(expect.stringContaining(`${reference} is the newest already`));
  expect([stepsOf(same), await containerOf('web')]).toEqual([[], web]);

  registry.push(repositoryIn(reference));
  // Without --pull nobody asks the registry.
  expect(stepsOf(await collect(core.up({ file })))).toEqual([]);
  const renewed = await collect(core.up({ file, pull: true }));
  expect(notesOf(renewed)).toContainEqual(expect.stringMatching(new RegExp(`${reference} is renewed: [0-9a-f]{12} → [0-9a-f]{12}`)));
  expect(new Set(stepsOf(renewed).map(({ service }) => service))).toEqual(new Set(['web']));
  expect(stepsOf(renewed).find(({ kind }) => kind === 'create-container')?.cause).toMatch(/image/);
  const after = await containerOf('web');
  expect(after).toMatchObject({ running: true });
  expect([after.id === web.id, after.image === web.image]).toEqual([false, false]);
  expect(await containerOf('other')).toEqual(other);
  expect(stepsOf(await collect(core.up({ file })))).toEqual([]);
});

test('up --pull: where an image cannot be had its drop-in is built, runs, and goes on being used', async () => {
  const tag = (await loadRecipes(join(scratch.path, 'own', 'resources', 'images'))).find('h-thing')?.tag ?? '';
  leftovers.add(tag);
  await writeFile(file, `name: ${name}\nservices:\n  thing: { template: thing }\n`);
  const first = await collect(core.up({ file, pull: true }));
  expect(notesOf(first)).toContainEqual(expect.stringMatching(/^127\.0\.0\.1:1\/h-thing:1 cannot be pulled \(.+\); its drop-in is built here$/));
  const { Id } = (await docker('GET', `/images/${tag}/json`)) as { Id: string };
  const thing = await containerOf('thing');
  expect(thing).toMatchObject({ running: true, image: Id });
  expect(await core.images({ file })).toMatchObject([{ service: 'thing', source: 'offline', used: tag }]);

  expect(stepsOf(await collect(core.up({ file })))).toEqual([]);
  const again = await collect(core.up({ file, pull: true }));
  expect(notesOf(again)).toContainEqual(expect.stringMatching(/^127\.0\.0\.1:1\/h-thing:1 is not renewed: no registry was reachable; .*built here, is used instead$/));
  expect([stepsOf(again), await containerOf('thing')]).toEqual([[], thing]);
});
