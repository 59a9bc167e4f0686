import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBehind, type ExportTarget, type ExportView } from '../../contract/export.ts';
import { openSession, type Session } from '../session.ts';
import { exportStack } from './export.ts';

const resourcesDirectory = join(import.meta.dirname, '..', '..', '..');
let folder: string;
let out: string;
let session: Session;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stackyard-export-'));
  out = join(folder, 'deploy', 'kubernetes');
  session = openSession({ environment: { STACKYARD_HOME: join(folder, 'home'), HOME: folder }, resourcesDirectory });
  stack('128mb');
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function stack(maxmemory: string, more = ''): void {
  writeFileSync(join(folder, 'stackyard.yaml'), `name: small\nservices:\n  cache: { template: redis, options: { maxmemory: ${maxmemory} } }\n${more}`);
}

const run = (target: ExportTarget = 'kubernetes', preview = false): Promise<ExportView> => exportStack(session, { file: join(folder, 'stackyard.yaml'), target, preview });
const behind = ({ changes }: ExportView): string[] => changes.filter(isBehind).map(({ path, kind }) => `${kind} ${path}`);
/** Holds how much memory Redis may use. */
const config = 'base/cache/config/redis.conf';

it.each([
  ['no name', '', 'USAGE'],
  ['a blank', ' ', 'USAGE'],
  ['the root', '/', 'REFUSED_FOR_SAFETY'],
  ['the home', '~', 'REFUSED_FOR_SAFETY'],
])('takes no folder that is %s', async (_, place, code) => {
  await expect(exportStack(session, { file: join(folder, 'stackyard.yaml'), target: 'compose', out: place.replace('~', folder), preview: true })).rejects.toMatchObject({ code });
});

it('writes beside the stack file, says so in a preview first, and has nothing to do the second time', async () => {
  const preview = await run('kubernetes', true);
  expect(preview).toMatchObject({ written: false, folder: out });
  expect(existsSync(out)).toBe(false);
  const first = await run();
  expect(behind(first)).toEqual(behind(preview));
  expect(first.changes.every(({ kind }) => kind === 'created')).toBe(true);
  expect(readFileSync(join(out, 'TRANSLATION.md'), 'utf8')).toContain('# How small was translated');
  expect(behind(await run())).toEqual([]);
  expect(readdirSync(out).filter((name) => name.startsWith('.stackyard-export-'))).toEqual([]);
});

it('keeps an edit over three exports whose options change in between, and never touches a filled env file', async () => {
  await run();
  const edited = join(out, config);
  writeFileSync(edited, `# ours\n${readFileSync(edited, 'utf8')}`);
  const filled = join(out, 'overlays', 'production', 'secrets', 'cache.env');
  writeFileSync(filled, 'password=filled\n');
  for (const megabytes of [200, 300, 180]) {
    stack(`${megabytes}mb`);
    expect(behind(await run())).toContain(`merged ${config}`);
    expect(readFileSync(edited, 'utf8')).toMatch(new RegExp(`^# ours\\n[^]*maxmemory ${megabytes * 2 ** 20}\\n`));
  }
  expect(readFileSync(filled, 'utf8')).toBe('password=filled\n');
});

it('marks what both changed, and loses neither', async () => {
  await run();
  const edited = join(out, config);
  writeFileSync(edited, readFileSync(edited, 'utf8').replace(/maxmemory \d+/, 'maxmemory 1gb'));
  stack('256mb');
  expect(behind(await run())).toContain(`conflict ${config}`);
  const text = readFileSync(edited, 'utf8');
  expect(text).toMatch(/<<<<<<< yours\nmaxmemory 1gb\n=======\nmaxmemory 268435456\n>>>>>>> stackyard/);
});

it('takes away what the model does not have any more, but not what was edited', async () => {
  stack('128mb', '  sessions: { template: memcached }\n  other: { template: memcached }\n');
  const paths = (await run()).changes.map(({ path }) => path);
  const own = paths.find((path) => /(^|\/)sessions\b[^/]*\.yaml$/.test(path) || /\/sessions\//.test(path)) ?? '';
  writeFileSync(join(out, own), `${readFileSync(join(out, own), 'utf8')}# ours\n`);
  stack('128mb');
  const view = await run();
  expect(view.changes).toContainEqual(expect.objectContaining({ path: own, kind: 'kept' }));
  expect(existsSync(join(out, own))).toBe(true);
  const removed = view.changes.filter(({ kind }) => kind === 'removed');
  expect(removed.length).toBeGreaterThan(0);
  for (const { path } of removed) expect(existsSync(join(out, path))).toBe(false);
});

it('judges the objects where it is asked to', async () => {
  const judged = await exportStack(session, { file: folder, target: 'kubernetes', preview: true, lint: true });
  expect(judged.lint).toMatchObject({ found: 0, leftOut: [] });
  expect(judged.lint?.rules.filter(({ outcome }) => outcome === 'passed').length).toBeGreaterThan(50);
  expect((await run('kubernetes', true)).lint).toBeUndefined();
});

describe('writes nothing at all', () => {
  it('where files of others stand in its way, links among them', async () => {
    mkdirSync(out, { recursive: true });
    writeFileSync(join(out, 'TRANSLATION.md'), 'mine\n');
    await expect(run()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY', message: expect.stringContaining('TRANSLATION.md') as unknown });
    rmSync(join(out, 'TRANSLATION.md'));
    mkdirSync(join(folder, 'elsewhere'));
    symlinkSync(join(folder, 'elsewhere'), join(out, 'base'));
    await expect(run()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY' });
    expect(readdirSync(out)).toEqual(['base']);
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('where it does not know what it wrote before; a preview shows the whole difference', async () => {
    await run();
    const memory = join(out, '.stackyard-export.json');
    for (const text of ['', '{', '{"version":1,"target":"kubernetes","files":{},"digest":"0"}', readFileSync(memory, 'utf8').replace('"digest": "', '"digest": "0')]) {
      writeFileSync(memory, text);
      stack('512mb');
      const before = readFileSync(join(out, config), 'utf8');
      await expect(run()).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(readFileSync(join(out, config), 'utf8')).toBe(before);
      expect(behind(await run('kubernetes', true))).toContain(`updated ${config}`);
    }
  });

  it('where the folder is that of another target', async () => {
    await exportStack(session, { file: folder, target: 'helm', out });
    await expect(run()).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('export as helm') as unknown });
  });

  it('of a stack that would not run there, and names each fact', async () => {
    stack('128mb', '  web: { run: npm run dev, uses: [cache] }\n');
    await expect(run()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY', related: [expect.objectContaining({ service: 'web' })] });
    expect(existsSync(out)).toBe(false);
  });

  it('where a file is in the place of its folder', async () => {
    mkdirSync(join(folder, 'deploy'));
    writeFileSync(out, 'a file');
    await expect(run()).rejects.toMatchObject({ code: 'REFUSED_FOR_SAFETY', hint: expect.stringContaining('another output folder') as unknown });
    expect(readFileSync(out, 'utf8')).toBe('a file');
  });
});
