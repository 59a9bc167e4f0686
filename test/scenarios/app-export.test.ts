import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureOf } from '../../services/contract/connect/failures.ts';
import type { CoreClient } from '../../services/contract/client.ts';
import type { CoreConnection } from '../../services/contract/connect/web-socket.ts';
import type { ExportWritten } from '../../services/contract/views/export-view.ts';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore, type ReachableCore } from '../../services/shells/connect/shell-connection.ts';
import { scratchDirectory } from '../kit/scratch.ts';

/** An export over the core's own socket, as the app makes it: previewed, written, edited by hand, exported again. Nothing of it runs. */
const scratch = await scratchDirectory();
const file = scratch.file('shop/stackyard.yaml');
const request = { file, target: 'kubernetes' } as const;
const config = 'base/cache/config/redis.conf';
const onDisk = (path: string): string => scratch.file(join('shop', 'deploy', 'kubernetes', path));
let core: ReachableCore;
let connection: CoreConnection;
let client: CoreClient;

beforeAll(async () => {
  for (const folder of ['home', 'shop']) mkdirSync(scratch.file(folder));
  stack('128mb');
  core = await shareCore({ ...process.env, HOME: scratch.path, STACKYARD_HOME: scratch.file('home') });
  connection = await attachToCore(core);
  ({ client } = connection);
});
afterAll(async () => {
  await client.core.shutdown({ now: true });
  connection.socket.close();
  while (await core.isThere()) await delay(20);
  await scratch[Symbol.asyncDispose]();
});

function stack(maxmemory: string): void {
  writeFileSync(file, `name: shop\nservices:\n  cache: { template: redis, options: { maxmemory: ${maxmemory} } }\n  sessions: { template: memcached }\n`);
}

async function write(): Promise<ExportWritten> {
  const { digest } = await client.exports.preview(request);
  return client.exports.write({ ...request, digest });
}

const kindOf = async (path: string): Promise<string | undefined> => (await client.exports.preview(request)).files.find((each) => each.path === path)?.kind;
const failure = async (work: Promise<unknown>): Promise<unknown> => work.then(() => 'it should have failed', (error: unknown) => failureOf(error));

describe('an export', () => {
  it('is previewed with its reports and its texts, and is written as previewed', async () => {
    const { files, digest, translation, lint } = await client.exports.preview(request);
    expect(existsSync(onDisk('.'))).toBe(false);
    expect(new Set(translation.map(({ service }) => service))).toEqual(new Set([null, 'cache', 'sessions']));
    expect(lint).toMatchObject({ found: 0, unusedWaivers: [] });
    const texts = await Promise.all(files.map(({ path }) => client.exports.file({ ...request, digest, path })));
    await client.exports.write({ ...request, digest });
    for (const { path, after } of texts) expect(readFileSync(onDisk(path), 'utf8')).toBe(after);
    expect(new Set((await client.exports.preview(request)).files.map(({ kind }) => kind))).toEqual(new Set(['unchanged']));
  });

  it('keeps an edit by hand over exports of another model', async () => {
    writeFileSync(onDisk(config), `# ours\n${readFileSync(onDisk(config), 'utf8')}`);
    expect(await kindOf(config)).toBe('kept');
    for (const megabytes of [200, 300, 180]) {
      stack(`${megabytes}mb`);
      expect((await write()).files).toContainEqual({ path: config, kind: 'merged' });
      expect(readFileSync(onDisk(config), 'utf8')).toMatch(new RegExp(`^# ours\\n[^]*maxmemory ${megabytes * 2 ** 20}\\n`));
    }
  });

  it('does not write over what was changed after the preview, model or file', async () => {
    stack('256mb');
    const { digest } = await client.exports.preview(request);
    const before = readFileSync(onDisk(config), 'utf8');
    writeFileSync(onDisk(config), `${before}# once more\n`);
    expect(await failure(client.exports.write({ ...request, digest }))).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('nothing was written') as unknown });
    expect(readFileSync(onDisk(config), 'utf8')).toBe(`${before}# once more\n`);
    writeFileSync(onDisk(config), before);
    stack('257mb');
    expect(await failure(client.exports.write({ ...request, digest }))).toMatchObject({ code: 'CONFLICT' });
    expect(readFileSync(onDisk(config), 'utf8')).toBe(before);
  });

  it('marks what both changed, and says so until it is solved', async () => {
    writeFileSync(onDisk(config), readFileSync(onDisk(config), 'utf8').replace(/maxmemory \d+/, 'maxmemory 1gb'));
    expect((await write()).files).toContainEqual({ path: config, kind: 'conflict', marked: 1 });
    const text = readFileSync(onDisk(config), 'utf8');
    expect(text).toMatch(/<<<<<<< yours\nmaxmemory 1gb\n=======\nmaxmemory 269484032\n>>>>>>> stackyard/);
    expect((await client.exports.preview(request)).files.find(({ path }) => path === config)).toMatchObject({ kind: 'kept', marked: 1 });
    writeFileSync(onDisk(config), text.replace(/<<<<<<< yours\n(.*\n)[^]*>>>>>>> stackyard\n/, '$1'));
    const { files } = await client.exports.preview(request);
    expect(files.find(({ path }) => path === config)).toEqual({ path: config, kind: 'kept' });
  });
});
