import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ExportRequest } from '../../contract/views/export-view.ts';
import { openSession, type Session } from '../session.ts';
import { createExportPreviews, type ExportPreviews } from './previews.ts';

const resourcesDirectory = join(import.meta.dirname, '..', '..', '..');
/** Holds how much memory Redis may use. */
const config = 'base/cache/config/redis.conf';
let folder: string;
let session: Session;
let previews: ExportPreviews;
let request: ExportRequest;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-previews-'));
  session = openSession({ environment: { STACKYARD_HOME: join(folder, 'home'), HOME: folder }, resourcesDirectory });
  previews = createExportPreviews(session);
  request = { file: join(folder, 'stackyard.yaml'), target: 'kubernetes' };
  stack('128mb');
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function stack(maxmemory: string, more = ''): void {
  writeFileSync(join(folder, 'stackyard.yaml'), `name: small\nservices:\n  cache: { template: redis, options: { maxmemory: ${maxmemory} } }\n${more}`);
}

async function write(): ReturnType<ExportPreviews['write']> {
  const { digest } = await previews.preview(request);
  return previews.write({ ...request, digest });
}

const onDisk = (path: string): string => join(folder, 'deploy', 'kubernetes', path);
const textOf = async (path: string) => previews.file({ ...request, path, digest: (await previews.preview(request)).digest });

it('says what would be written, file by file, with the whole reports, and writes nothing', async () => {
  const preview = await previews.preview(request);
  expect(preview).toMatchObject({ stack: 'small', environment: 'production', folder: join(folder, 'deploy', 'kubernetes') });
  expect(preview.obstacle).toBeUndefined();
  expect(preview.files.every(({ kind }) => kind === 'created')).toBe(true);
  expect(preview.files.find(({ path }) => path === config)?.lines).toMatchObject({ removed: 0 });
  expect(preview.translation.length).toBeGreaterThan(10);
  expect(preview.lint?.rules.length).toBeGreaterThan(100);
  expect(preview.lint?.rules.find(({ outcome }) => outcome === 'passed')?.tools.length).toBeGreaterThan(0);
  const { before, after, model, isWhole } = await previews.file({ ...request, path: config, digest: preview.digest });
  expect([before, after, isWhole]).toEqual([undefined, model, true]);
  expect(after).toContain('maxmemory');
  expect(existsSync(join(folder, 'deploy'))).toBe(false);
});

it('writes just what was previewed, and has nothing to write afterwards', async () => {
  const { digest, files } = await previews.preview(request);
  const written = await previews.write({ ...request, digest });
  expect(written.files.map(({ path }) => path)).toEqual(files.map(({ path }) => path));
  expect(written.next.at(-1)).toEqual({ does: 'Apply it', command: `kubectl apply -k ${join(folder, 'deploy', 'kubernetes', 'overlays', 'production')}` });
  const after = await previews.preview(request);
  expect(after.files.every(({ kind }) => kind === 'unchanged')).toBe(true);
  expect((await previews.write({ ...request, digest: after.digest })).files).toEqual([]);
});

describe('refuses to write what nobody has seen', () => {
  const refused = { code: 'CONFLICT', message: expect.stringContaining('nothing was written') as unknown };

  it('after a change of the stack', async () => {
    const { digest } = await previews.preview(request);
    stack('256mb');
    await expect(previews.write({ ...request, digest })).rejects.toMatchObject(refused);
    expect(existsSync(onDisk(config))).toBe(false);
  });

  it('after a change of a file, and of the memory beside it', async () => {
    await write();
    stack('256mb');
    const { digest } = await previews.preview(request);
    const before = readFileSync(onDisk(config), 'utf8');
    writeFileSync(onDisk(config), `${before}# mine\n`);
    await expect(previews.write({ ...request, digest })).rejects.toMatchObject(refused);
    expect(readFileSync(onDisk(config), 'utf8')).toBe(`${before}# mine\n`);
    writeFileSync(onDisk(config), before);
    writeFileSync(onDisk('.stackyard-export.json'), '{}');
    await expect(previews.write({ ...request, digest })).rejects.toMatchObject(refused);
  });

  it('to another folder, as another target, or of another environment', async () => {
    const { digest } = await previews.preview(request);
    for (const other of [{ out: 'elsewhere' }, { target: 'helm' }, { environment: 'dev' }] as const) await expect(previews.write({ ...request, ...other, digest })).rejects.toMatchObject(refused);
  });
});

it('shows an edit of the user beside what the model says, and what both changed', async () => {
  await write();
  const model = readFileSync(onDisk(config), 'utf8');
  writeFileSync(onDisk(config), `# mine\n${model}`);
  expect(await textOf(config)).toEqual({ path: config, kind: 'kept', before: `# mine\n${model}`, after: `# mine\n${model}`, model, isWhole: true });
  stack('256mb');
  const merged = await textOf(config);
  expect(merged.kind).toBe('merged');
  expect(merged.after).toMatch(/^# mine\n[^]*maxmemory 268435456\n/);
  writeFileSync(onDisk(config), model.replace(/maxmemory \d+/, 'maxmemory 1gb'));
  expect((await previews.preview(request)).files.find(({ path }) => path === config)).toMatchObject({ kind: 'conflict', marked: 1 });
  expect((await write()).files).toContainEqual({ path: config, kind: 'conflict', marked: 1 });
  // Until somebody has solved it.
  expect((await previews.preview(request)).files.find(({ path }) => path === config)).toMatchObject({ kind: 'kept', marked: 1 });
});

it('shows a file as it was previewed, as long as that is held, and afterwards only what is still so', async () => {
  await write();
  const { digest } = await previews.preview(request);
  const before = readFileSync(onDisk(config), 'utf8');
  writeFileSync(onDisk(config), 'other');
  expect((await previews.file({ ...request, path: config, digest })).before).toBe(before);
  for (const out of ['a', 'b', 'c', 'd']) await previews.preview({ ...request, out });
  await expect(previews.file({ ...request, path: config, digest })).rejects.toMatchObject({ code: 'CONFLICT' });
  writeFileSync(onDisk(config), before);
  expect((await previews.file({ ...request, path: config, digest })).before).toBe(before);
  await expect(previews.file({ ...request, path: '../stackyard.yaml', digest })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('cuts a text that is too long for a message', async () => {
  await write();
  writeFileSync(onDisk(config), '#'.repeat(4_000_000));
  const { before = '', isWhole } = await textOf(config);
  expect([before.length, isWhole]).toEqual([3_000_000, false]);
});

it.each([
  ['charts', (home: string) => join(home, 'charts')],
  ['~/charts', (home: string) => join(home, 'charts')],
  ['/nowhere/charts', () => '/nowhere/charts'],
])('takes %s for a folder of the stack, of the user, or as it is', async (out, expected) => {
  expect((await previews.preview({ ...request, out })).folder).toBe(expected(folder));
});

describe('tells what is in the way as part of the preview, and writes nothing', () => {
  it('facts that would not run', async () => {
    stack('128mb', '  web: { run: npm run dev, uses: [cache] }\n');
    const { digest, obstacle, translation, files } = await previews.preview(request);
    expect(obstacle).toMatchObject({ code: 'REFUSED_FOR_SAFETY', related: [{ service: 'web' }] });
    expect(translation.some(({ outcome }) => outcome === 'refused')).toBe(true);
    expect(files.length).toBeGreaterThan(0);
    await expect(previews.write({ ...request, digest })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(existsSync(join(folder, 'deploy'))).toBe(false);
  });

  it('files of somebody else', async () => {
    mkdirSync(onDisk(config), { recursive: true });
    writeFileSync(onDisk('TRANSLATION.md'), 'mine\n');
    const { digest, obstacle, files } = await previews.preview(request);
    expect(obstacle).toMatchObject({ code: 'REFUSED_FOR_SAFETY', message: expect.stringContaining('TRANSLATION.md') as unknown });
    expect(files.flatMap(({ path, kind }) => (kind === 'foreign' ? [path] : []))).toEqual(['TRANSLATION.md', config]);
    await expect(previews.write({ ...request, digest })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(readFileSync(onDisk('TRANSLATION.md'), 'utf8')).toBe('mine\n');
  });

  it('an export of another target, with the whole difference', async () => {
    await write();
    const helm = { ...request, target: 'helm', out: 'deploy/kubernetes' } as const;
    const { digest, obstacle } = await previews.preview(helm);
    expect(obstacle).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('export as kubernetes') as unknown });
    await expect(previews.write({ ...helm, digest })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

it('has no chart of another environment than production', async () => {
  await expect(previews.preview({ ...request, target: 'helm', environment: 'dev' })).rejects.toMatchObject({ code: 'UNSUPPORTED' });
});

it('judges the objects of a chart, which has no namespace of its own, and nothing of a Compose project', async () => {
  const { lint: ofKubernetes } = await previews.preview(request);
  const { lint: ofHelm } = await previews.preview({ ...request, target: 'helm' });
  expect(ofHelm?.objects).toBe((ofKubernetes?.objects ?? 0) - 1);
  expect([ofHelm?.found, ofKubernetes?.found]).toEqual([0, 0]);
  expect((await previews.preview({ ...request, target: 'compose' })).lint).toBeUndefined();
});
