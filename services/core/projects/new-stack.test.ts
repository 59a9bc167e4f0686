import { access, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewStack } from '../../contract/views/project-view.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { openSession, type Session } from '../session.ts';
import { catalog } from '../stack-file/catalog.ts';
import { rememberStack } from '../stacks/known-stacks.ts';
import { createStack, previewNewStack } from './new-stack.ts';
import { templateSets } from './template-sets.ts';

const resourcesDirectory = join(import.meta.dirname, '..', '..', '..');
let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let session: Session;
let folder: string;

beforeEach(async () => {
  scratch = await scratchDirectory();
  folder = scratch.file('shop');
  await mkdir(folder);
  // No engine: what is done here needs none.
  session = openSession({ environment: { STACKYARD_HOME: scratch.file('home'), HOME: scratch.path, DOCKER_HOST: `unix://${scratch.file('none.sock')}` }, resourcesDirectory });
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const two: NewStack['source'] = { kind: 'templates', services: [{ name: 'cache', template: 'redis' }, { name: 'files', template: 'minio' }] };
const wanted = (change: Partial<NewStack> = {}): NewStack => ({ folder, name: 'shop', source: two, ...change });
const preview = async (change: Partial<NewStack> = {}) => previewNewStack(session, wanted(change), new AbortController().signal);
const create = async (change: Partial<NewStack> = {}) => createStack(session, { ...wanted(change), hash: (await preview(change)).hash });

describe('a new stack', () => {
  it('is previewed as it will be written, and the preview writes nothing', async () => {
    const shown = await preview();
    expect(shown).toMatchObject({ file: join(folder, 'stackyard.yaml'), makesFolder: false, others: [], inTheWay: [], warnings: [], problems: [] });
    expect(await readdir(folder)).toEqual([]);
    expect((await readdir(scratch.file('home'))).includes('stacks')).toBe(false);
    const file = await create();
    expect(await readFile(file, 'utf8')).toBe(shown.text);
    expect(Object.keys((await session.load(file)).services)).toEqual(['cache', 'files']);
  });

  it('from the Compose file that is there stays beside it, with what became of each fact', async () => {
    await writeFile(join(folder, 'compose.yaml'), 'services:\n  cache: { image: "redis:8" }\n  api: { image: "busybox:1.37", environment: { REDIS_URL: "redis://cache:6379/0" }, depends_on: [cache] }\n');
    const source = { kind: 'compose' } as const;
    const shown = await preview({ source });
    expect(shown).toMatchObject({ makesFolder: false, inTheWay: [], problems: [] });
    expect(shown.text).toContain('template: redis');
    expect(shown.report?.some(({ service, outcome }) => service === 'cache' && outcome !== 'dropped')).toBe(true);
    const file = await create({ source });
    expect(await readFile(file, 'utf8')).toBe(shown.text);
    expect((await readdir(folder)).toSorted()).toEqual(['compose.yaml', 'stackyard.yaml']);
  });

  it('from a Compose file that is wrong, or not there, is told with its place', async () => {
    const source = { kind: 'compose' } as const;
    await expect(preview({ source })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await writeFile(join(folder, 'compose.yaml'), 'services:\n  cache: { image: 7, command: {} }\n');
    await expect(preview({ source })).rejects.toMatchObject({ code: 'INVALID_STACK' });
  });

  it('of each set loads, with templates that are there', async () => {
    const ids = new Set((await catalog(session, undefined)).map(({ id }) => id));
    for (const { services } of templateSets) {
      for (const { template } of services) expect(ids).toContain(template);
      expect((await preview({ source: { kind: 'templates', services: structuredClone([...services]) } })).problems).toEqual([]);
    }
  });

  it('from the demo comes with its programs, without what others made there, and loads under its own name', async () => {
    const { others } = await preview({ source: { kind: 'demo' }, name: 'my-shop' });
    expect(others).toContain('api/Dockerfile');
    expect(others.filter((path) => path.includes('node_modules'))).toEqual([]);
    const file = await create({ source: { kind: 'demo' }, name: 'my-shop' });
    const topology = await session.load(file);
    expect(topology.name).toBe('my-shop');
    for (const path of others) await access(join(folder, path));
    expect(topology.services['api']).toMatchObject({ type: 'container' });
  });

  it('that is empty is written with its mistake, for the editor', async () => {
    const file = await create({ source: { kind: 'empty' } });
    await expect(session.load(file)).rejects.toMatchObject({ code: 'INVALID_STACK' });
    expect(await readFile(file, 'utf8')).toContain('name: shop');
  });

  it('makes one folder, but none above it', async () => {
    expect(await create({ folder: join(folder, 'inner') })).toBe(join(folder, 'inner', 'stackyard.yaml'));
    await expect(preview({ folder: join(folder, 'a', 'b') })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await writeFile(join(folder, 'note'), '');
    await expect(preview({ folder: join(folder, 'note') })).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('tells of a stack with the same name elsewhere', async () => {
    await rememberStack(await session.store(), { file: '/elsewhere/stackyard.yaml', name: 'shop' });
    expect((await preview()).warnings).toEqual([expect.stringContaining('/elsewhere')]);
  });

  it.each(['', 'Shop', '1shop', 'shop-', 'a b', 'shop\nservices: {}', '../shop', 'x'.repeat(41), '$(id)', 'шоп', 'shop: {', "sh'op"])('refuses the name %j by the rule of the loader', async (name) => {
    await expect(preview({ name })).rejects.toMatchObject({ code: 'USAGE' });
    await expect(createStack(session, { ...wanted({ name }), hash: '' })).rejects.toMatchObject({ code: 'USAGE' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('tells what is wrong with services that do not go together, and does not write them', async () => {
    const source: NewStack['source'] = { kind: 'templates', services: [{ name: 'cache', template: 'redis' }, { name: 'cache', template: 'minio' }, { name: 'none', template: 'no-such' }] };
    expect((await preview({ source })).problems.length).toBeGreaterThan(0);
    await expect(create({ source })).rejects.toMatchObject({ code: 'INVALID_STACK' });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('what is there stays', () => {
  it.each(['stackyard.yaml', 'api'])('a file %s is in the way of the demo', async (name) => {
    await writeFile(join(folder, name), 'mine');
    expect((await preview({ source: { kind: 'demo' } })).inTheWay).toEqual([name]);
    await expect(create({ source: { kind: 'demo' } })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe('mine');
  });

  it('a link that leads nowhere, or elsewhere, is not written through', async () => {
    await symlink(scratch.file('outside'), join(folder, 'stackyard.yaml'));
    expect((await preview()).inTheWay).toEqual(['stackyard.yaml']);
    await expect(create()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(stat(scratch.file('outside'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('a folder behind a link gets the stack where it really is', async () => {
    await symlink(folder, scratch.file('link'));
    expect(await create({ folder: scratch.file('link') })).toBe(join(folder, 'stackyard.yaml'));
  });

  it('a text that is not the one of the preview is not written', async () => {
    await expect(createStack(session, { ...wanted(), hash: (await preview({ name: 'other' })).hash })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readdir(folder)).toEqual([]);
  });

  it('a folder that appears between preview and creation keeps its file', async () => {
    const inner = join(folder, 'inner');
    const { hash, makesFolder } = await preview({ folder: inner });
    expect(makesFolder).toBe(true);
    await mkdir(inner);
    await writeFile(join(inner, 'stackyard.yaml'), 'mine');
    await expect(createStack(session, { ...wanted({ folder: inner }), hash })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readFile(join(inner, 'stackyard.yaml'), 'utf8')).toBe('mine');
  });
});
