import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportOptions } from '../../contract/core.ts';
import { importViewSchema, type ImportView } from '../../contract/views/import-view.ts';
import { openSession, type Session } from '../session.ts';
import { importStack } from './import.ts';

const resourcesDirectory = join(import.meta.dirname, '..', '..', '..');
let folder: string;
let out: string;
let session: Session;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-import-'));
  out = join(folder, 'stackyard.yaml');
  session = openSession({ environment: { STACKYARD_HOME: join(folder, 'home'), HOME: folder }, resourcesDirectory });
  compose('redis:7-alpine');
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function compose(image: string): void {
  writeFileSync(join(folder, 'compose.yaml'), `name: shop\nservices:\n  cache: { image: "${image}" }\n  api: { image: "api:1", environment: { REDIS_URL: "redis://cache:6379/2" } }\n`);
}

const run = (options: Partial<ImportOptions> = {}): Promise<ImportView> => importStack(session, { folder, ...options });

it('writes beside the Compose file what loads, and has nothing to do the second time', async () => {
  const preview = await run({ preview: true });
  expect(preview).toMatchObject({ written: false, file: out, stack: 'shop', sources: [join(folder, 'compose.yaml')] });
  expect(existsSync(out)).toBe(false);
  const view = await run({ report: join(folder, 'import.md') });
  expect(importViewSchema.parse(view)).toMatchObject({ written: true, text: preview.text });
  expect(readFileSync(out, 'utf8')).toBe(preview.text);
  expect(readFileSync(join(folder, 'import.md'), 'utf8')).toContain('| cache | no password |');
  const topology = await session.load(out);
  expect(topology.services['api']?.environment['REDIS_URL']).toContain('${{ services.cache.secrets.password }}');
  expect(await run()).toMatchObject({ written: false });
  expect(readdirSync(folder).toSorted()).toEqual(['compose.yaml', 'import.md', 'stackyard.yaml']);
});

it('replaces a stackyard.yaml only when it is told to', async () => {
  writeFileSync(out, 'name: mine\n');
  await expect(run()).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await run({ preview: true })).toMatchObject({ before: 'name: mine\n', written: false });
  expect(readFileSync(out, 'utf8')).toBe('name: mine\n');
  await run({ force: true });
  expect(readFileSync(out, 'utf8')).toContain('name: shop\n');
});

it('refuses a place that is taken by something that is no file', async () => {
  symlinkSync(join(folder, 'elsewhere'), out);
  await expect(run({ force: true })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
  expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  await expect(run({ out: join(folder, 'gone', 'stackyard.yaml') })).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
});

it('names paths as seen from the folder that it writes to', async () => {
  mkdirSync(join(folder, 'deploy'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, 'compose.yaml'), 'services: { api: { image: "api:1", volumes: ["./src:/src"] } }\n');
  const view = await run({ out: 'deploy', name: 'other' });
  expect(view.file).toBe(join(folder, 'deploy', 'stackyard.yaml'));
  expect(view.text).toContain('../src:/src');
  const service = (await session.load(view.file)).services['api'];
  expect(service?.type === 'container' && service.mounts).toEqual([{ type: 'bind', source: join(folder, 'src'), target: '/src', readOnly: false }]);
});

it('tells a wrong project with its place, and writes nothing', async () => {
  compose('redis:${VERSION:?which}');
  await expect(run()).rejects.toMatchObject({ code: 'INVALID_STACK', at: { file: join(folder, 'compose.yaml'), line: 3, column: 19 } });
  expect(existsSync(out)).toBe(false);
});
