import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { scratchDirectory } from '../../../../test/kit/scratch.ts';
import type { Core } from '../../../contract/core.ts';
import { asStackyardError, exitCodeOf } from '../../../contract/errors.ts';
import type { ExportTarget } from '../../../contract/export.ts';
import { openCore } from '../../../core/index.ts';
import { memoryContext } from '../memory-output.test-support.ts';
import { exportStack, type ExportCommandOptions } from './export.ts';

const resourcesDirectory = join(import.meta.dirname, '..', '..', '..', '..');

interface Case {
  readonly target: ExportTarget;
  /** What a user changes by hand: a line of a file, and what stands there afterwards. */
  readonly edits: Readonly<Record<string, readonly [line: string, own: string]>>;
  /** What the user fills in; no export has ever written it. */
  readonly filled: Readonly<Record<string, string>>;
  /** Where the model's own change shows: redis.conf in the export. */
  readonly config: string;
}

const cases: readonly Case[] = [
  {
    target: 'compose',
    edits: { 'compose.yaml': ['        max-size: 10m', '        max-size: 50m'], 'config/cache/redis.conf': ['tcp-keepalive 60', 'tcp-keepalive 30'] },
    filled: { '.env': "CACHE_PASSWORD='mine'\n", 'secrets/cache/redis-auth.conf': 'requirepass mine\n', 'compose.override.yaml': 'services: {}\n' },
    config: 'config/cache/redis.conf',
  },
  {
    target: 'kubernetes',
    edits: { 'base/cache/stateful-set.yaml': ['  revisionHistoryLimit: 5', '  revisionHistoryLimit: 2'], 'base/cache/config/redis.conf': ['tcp-keepalive 60', 'tcp-keepalive 30'] },
    filled: { 'overlays/production/secrets/cache.env': 'PASSWORD=mine\n', 'overlays/production/patches/own.yaml': '[]\n' },
    config: 'base/cache/config/redis.conf',
  },
  {
    target: 'helm',
    edits: { 'values.yaml': ['    existingSecret: cache-secrets', '    existingSecret: mine'], 'files/cache/config/redis.conf': ['tcp-keepalive 60', 'tcp-keepalive 30'] },
    filled: { 'production-values.yaml': 'namespace: { create: true }\n', 'cache.env': 'PASSWORD=mine\n' },
    config: 'files/cache/config/redis.conf',
  },
];

describe.each(cases)('$target, exported again over what a user did to it', ({ target, edits, filled, config }) => {
  let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
  let core: Core;
  let out: string;

  beforeEach(async () => {
    scratch = await scratchDirectory();
    mkdirSync(scratch.file('home'), { mode: 0o700 });
    core = await openCore({ environment: { STACKYARD_HOME: scratch.file('home') }, resourcesDirectory });
    out = scratch.file(`deploy/${target}`);
    stack(128, 'maxmemoryPolicy: noeviction');
  });
  afterEach(async () => {
    await core[Symbol.asyncDispose]();
    await scratch[Symbol.asyncDispose]();
  });

  const stack = (megabytes: number, more: string): void => writeFileSync(scratch.file('stackyard.yaml'), `name: small\nservices:\n  cache: { template: redis, options: { maxmemory: ${megabytes}mb, memory: ${megabytes * 2}mb, ${more} } }\n`);
  const read = (path: string): string => readFileSync(join(out, path), 'utf8');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  };
  /** Its exit code and what it says, as the command line ends. */
  const run = async (options: ExportCommandOptions = {}): Promise<{ readonly code: number; readonly said: string }> => {
    const { context, stdout } = memoryContext(core);
    try {
      return { code: await exportStack({ ...context, stackFile: () => scratch.file('stackyard.yaml') }, target, options), said: stdout() };
    } catch (error) {
      const { code, message } = asStackyardError(error);
      return { code: exitCodeOf(code), said: message };
    }
  };
  const exported = async (options: ExportCommandOptions = {}): Promise<string> => {
    const { code, said } = await run(options);
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
    return said;
  };
  const everything = (): Readonly<Record<string, string>> => Object.fromEntries((existsSync(out) ? readdirSync(out, { recursive: true, withFileTypes: true }) : []).filter((entry) => entry.isFile()).map((entry) => [join(entry.parentPath, entry.name), readFileSync(join(entry.parentPath, entry.name), 'utf8')]));

  test('a hand edit survives three exports whose options change in between, and what is filled in is never touched', async () => {
    await exported();
    for (const [path, [line, own]] of Object.entries(edits)) {
      expect(read(path).split('\n')).toContain(line);
      write(path, read(path).replace(`${line}\n`, `${own}\n`));
    }
    for (const [path, text] of Object.entries(filled)) write(path, text);
    for (const [megabytes, more, limit] of [[200, 'maxmemoryPolicy: allkeys-lru', '400Mi'], [300, 'maxmemoryPolicy: allkeys-lfu, databases: 4', '600Mi'], [96, 'persistence: none', '192Mi']] as const) {
      stack(megabytes, more);
      expect((await run({ check: true })).code).toBe(1);
      const said = await exported();
      for (const [path, [, own]] of Object.entries(edits)) {
        expect(read(path).split('\n')).toContain(own);
        expect(said).toContain(`${path}: merged with your edit`);
      }
      expect(read(config)).toContain(`maxmemory ${megabytes * 2 ** 20}\n`);
      expect(Object.values(everything()).join('')).toContain(target === 'compose' ? limit.slice(0, -1) : limit);
      for (const [path, text] of Object.entries(filled)) expect(read(path)).toBe(text);
      expect((await run({ check: true })).code).toBe(0);
    }
  });

  test('what both changed is marked, with exit code 4, and neither is lost; once it is mended the export goes on', async () => {
    await exported();
    write(config, read(config).replace(/^maxmemory .*$/m, 'maxmemory 1gb'));
    stack(256, 'maxmemoryPolicy: noeviction');
    expect(await run()).toMatchObject({ code: 4, said: expect.stringContaining(`${config}: CONFLICT`) as unknown });
    expect(read(config)).toContain(`<<<<<<< yours\nmaxmemory 1gb\n=======\nmaxmemory ${2 ** 28}\n>>>>>>> stackyard\n`);
    const marked = read(config);
    // Another change of the model does not touch what nobody has solved, and no check is content with it.
    stack(320, 'maxmemoryPolicy: allkeys-lru');
    for (const told of [await run(), await run()]) expect(told).toMatchObject({ code: 4, said: expect.stringContaining('1 conflict of before is still marked in it') as unknown });
    expect(await run({ check: true })).toMatchObject({ code: 1, said: expect.stringContaining(`Solve what is marked in ${config}`) as unknown });
    expect(read(config)).toBe(marked);
    write(config, marked.replace(/<<<<<<< yours\n(.*\n)=======\n.*\n>>>>>>> stackyard\n/, '$1'));
    // What the model said in between arrives now.
    expect((await run()).code).toBe(4);
    expect(read(config)).toContain(`maxmemory ${320 * 2 ** 20}\n`);
    expect(read(config)).toContain('maxmemory-policy allkeys-lru\n');
    write(config, read(config).replace(/<<<<<<< yours\n([^]*?)=======\n[^]*?>>>>>>> stackyard\n/, '$1'));
    expect(await exported()).toContain(`${config}: your edit is kept`);
    expect(read(config)).toContain('maxmemory 1gb\n');
  });

  test('a file that was deleted stays away until it is asked for', async () => {
    await exported();
    const text = read(config);
    rmSync(join(out, config));
    expect(await exported()).toContain(`${config}: left out, as you deleted it; --restore brings it back`);
    expect(await run({ restore: ['no/such/file'] })).toMatchObject({ code: exitCodeOf('NOT_FOUND'), said: expect.stringContaining('no/such/file') as unknown });
    expect(await run({ restore: [config] })).toMatchObject({ code: 0, said: expect.stringContaining(`${config}: new`) as unknown });
    expect(read(config)).toBe(text);
    expect(await exported()).toContain('says what the model says');
  });

  test('files of another stack, or of another environment that has files of its own, are not written over', async () => {
    await exported();
    const before = everything();
    writeFileSync(scratch.file('stackyard.yaml'), 'name: other\nservices:\n  cache: { template: redis }\n');
    expect(await run()).toMatchObject({ code: 4, said: expect.stringContaining(target === 'compose' ? 'it is of an export of small for production' : 'it is of an export of small') as unknown });
    expect(everything()).toEqual(before);
    stack(128, 'maxmemoryPolicy: noeviction');
    if (target === 'compose') expect(await run({ env: 'dev', out })).toMatchObject({ code: 4 });
    expect(await exported()).toContain('says what the model says');
  });

  test('where it does not know what it wrote before, the whole difference is shown and nothing is written', async () => {
    await exported();
    write(config, `# mine\n${read(config)}`);
    const memory = '.stackyard-export.json';
    const written = read(memory);
    stack(256, 'maxmemoryPolicy: noeviction');
    for (const damaged of ['', '{', '[]', written.slice(0, -20), written.replace('"digest": "', '"digest": "0'), written.replace('maxmemory 134217728', 'maxmemory 1')]) {
      write(memory, damaged);
      const before = everything();
      expect(await run()).toMatchObject({ code: 4, said: expect.stringContaining('What the export before wrote') as unknown });
      const { code, said } = await run({ diff: true });
      expect({ code, shows: [said.includes('-# mine'), said.includes(`+maxmemory ${2 ** 28}`)] }).toEqual({ code: 0, shows: [true, true] });
      expect(everything()).toEqual(before);
    }
  });

  test('a file of somebody else, or a link, in the place of one of ours ends it before anything is written', async () => {
    const [first = ''] = Object.keys(edits);
    write(first, 'mine\n');
    const before = everything();
    expect(await run()).toMatchObject({ code: 5, said: expect.stringContaining(first) as unknown });
    expect(everything()).toEqual(before);
    cpSync(out, scratch.file('elsewhere'), { recursive: true });
    mkdirSync(scratch.file('other'));
    symlinkSync(join(scratch.file('elsewhere'), first), join(scratch.file('other'), 'TRANSLATION.md'));
    expect(await run({ out: scratch.file('other') })).toMatchObject({ code: 5, said: expect.stringContaining('TRANSLATION.md') as unknown });
    expect(readFileSync(join(scratch.file('elsewhere'), first), 'utf8')).toBe('mine\n');
  });

  test('a folder that cannot be written to is told, and holds nothing afterwards', async () => {
    // Not even root makes a folder there, each for a reason of its own, and a file is no folder.
    writeFileSync(scratch.file('a-file'), 'text\n');
    for (const place of ['/sys/stackyard/out', '/proc/stackyard/out', join(scratch.file('a-file'), 'out')]) {
      expect(await run({ out: place })).toMatchObject({ code: 5, said: expect.stringContaining(place) as unknown });
      expect(existsSync(place)).toBe(false);
    }
    expect(readFileSync(scratch.file('a-file'), 'utf8')).toBe('text\n');
  });
});
