import { execFileSync } from 'node:child_process';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StackyardError } from '../../contract/errors.ts';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { openSession, type Session } from '../session.ts';
import { catalog, stackFileSchema } from './catalog.ts';
import { checkText, previewEdit, readStackFile, writeStackFile } from './stack-file.ts';

const text = 'name: shop # ours\nservices:\n  cache: { template: redis }\n';
let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let session: Session;
let file: string;

beforeEach(async () => {
  scratch = await scratchDirectory();
  await mkdir(scratch.file('shop'));
  file = join(scratch.file('shop'), 'stackyard.yaml');
  await writeFile(file, text);
  // No engine: what is done here needs none.
  session = openSession({ environment: { STACKYARD_HOME: scratch.file('home'), HOME: scratch.path, DOCKER_HOST: `unix://${scratch.file('none.sock')}` }, resourcesDirectory: join(import.meta.dirname, '..', '..', '..') });
});
afterEach(async () => {
  await session[Symbol.asyncDispose]();
  await scratch[Symbol.asyncDispose]();
});

const events = async () => (await (await session.store()).events.query({ stack: 'shop' })).events;

describe('the stack file', () => {
  it('is read with its mistakes, each with its place and what to do', async () => {
    await writeFile(file, 'name: shop\nservices:\n  cache: { template: rediss }\n  api: { image: x, uses: [cach] }\n');
    const { problems } = await readStackFile(session, scratch.file('shop'));
    expect(problems[0]).toMatchObject({ file, line: 3, message: expect.stringContaining('rediss') as string, hint: expect.stringContaining('redis') as string });
  });

  it('is written in one step, keeping its mode, and recorded; a second writer is told', async () => {
    await chmod(file, 0o640);
    const { hash } = await readStackFile(session, file);
    const written = await writeStackFile(session, { file, text: `${text}  api: { image: x }\n`, hash });
    expect(written.problems).toEqual([]);
    expect((await stat(file)).mode & 0o777).toBe(0o640);
    expect(await readdir(scratch.file('shop'))).toEqual(['stackyard.yaml']);
    await expect(writeStackFile(session, { file, text, hash })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readFile(file, 'utf8')).toContain('api:');
    expect((await events()).map(({ event_type: type, status }) => [type, status])).toEqual([['file.written', 'ok']]);
  });

  it('behind a link is written where it really is', async () => {
    const link = scratch.file('link.yaml');
    await symlink(file, link);
    const { hash } = await readStackFile(session, link);
    await writeStackFile(session, { file: link, text: `${text}# more\n`, hash });
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect(await readFile(file, 'utf8')).toContain('# more');
  });

  it('that is gone, not text, or too large is told so', async () => {
    await expect(readStackFile(session, scratch.file('nowhere.yaml'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await writeFile(file, Buffer.from([0x6e, 0xff, 0xfe]));
    await expect(readStackFile(session, file)).rejects.toMatchObject({ code: 'UNSUPPORTED' });
    await writeFile(file, 'x'.repeat(1_200_000));
    await expect(readStackFile(session, file)).rejects.toMatchObject({ code: 'UNSUPPORTED', message: `${file} is 1.2 MB; at most 1 MB is read.` });
  });

  it('that became a device, a pipe or a folder is refused at once, in the loader\'s words, and never written', async () => {
    const put: readonly (readonly [what: string, make: () => Promise<unknown> | Buffer])[] = [
      ['a device or pipe', () => symlink('/dev/zero', file)],
      ['a device or pipe', () => execFileSync('mkfifo', [file])],
      ['a folder', () => mkdir(file)],
    ];
    for (const [what, make] of put) {
      await rm(file, { recursive: true });
      await make();
      const message = expect.stringContaining(`is ${what}, not a file.`) as string;
      await expect(readStackFile(session, file)).rejects.toMatchObject({ code: 'UNSUPPORTED', message });
      await expect(writeStackFile(session, { file, text, hash: '' })).rejects.toMatchObject({ code: 'UNSUPPORTED', message });
      await expect(session.load(file)).rejects.toMatchObject({ code: 'INVALID_STACK', message });
    }
  });
});

it('a preview writes nothing, tells what the edit would break, and does without an engine', async () => {
  await writeFile(file, `${text}  api: { image: x, uses: [cache] }\n`);
  const preview = await previewEdit(session, { file, edit: { type: 'remove-service', service: 'cache' } }, new AbortController().signal);
  expect(preview.text).not.toContain('cache: {');
  expect(preview.problems[0]?.message).toContain('cache');
  const fine = await previewEdit(session, { file, edit: { type: 'set-options', service: 'cache', options: { maxmemory: '64mb' } } }, new AbortController().signal);
  expect(fine).toMatchObject({ problems: [], text: expect.stringContaining('{ template: redis, options: { maxmemory: 64mb } }') as string });
  expect(fine.plan).toBeUndefined();
  expect(await readFile(file, 'utf8')).toBe(fine.before);
  expect(await events()).toEqual([]);
});

it('hundreds of broken texts give diagnostics or a known refusal, never anything else, and quickly', { timeout: 60_000 }, async () => {
  const pieces = ['&a ', '*a', '<<: *a', '{', '}', '[', ']', '\t', '\0', '\uFEFF', '- ', ': ', '!!js/function ', '%YAML 1.1\n', '---\n', '...\n', '"', "'", '| ', '__proto__: ', '\u2028', '😀', '${X', '${{ options.x }}', '\r'];
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(text.length), fc.constantFrom(...pieces)), { minLength: 1, maxLength: 6 }), async (insertions) => {
      let broken = text;
      for (const [at, piece] of insertions) broken = broken.slice(0, at) + piece + broken.slice(at);
      const began = performance.now();
      try {
        for (const problem of await checkText(session, file, broken)) expect(problem.line).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(StackyardError);
      }
      expect(performance.now() - began).toBeLessThan(5_000);
    }),
    { numRuns: 300 },
  );
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, index) => `${String.fromCharCode(98 + index)}: &${String.fromCharCode(98 + index)} [${Array.from({ length: 9 }, () => `*${String.fromCharCode(97 + index)}`).join(',')}]`).join('\n')}\n`;
  expect((await checkText(session, file, bomb)).length).toBeGreaterThan(0);
});

describe('what can be used', () => {
  it('is every template as a form shows it; a wrong one of the user with what is wrong', async () => {
    await mkdir(join(scratch.file('shop'), '.stackyard', 'templates', 'own'), { recursive: true });
    await writeFile(join(scratch.file('shop'), '.stackyard', 'templates', 'own', 'template.yaml'), 'title: Own\ncategory: cache\nimag: x\n');
    const found = await catalog(session, scratch.file('shop'));
    const redis = found.find(({ id }) => id === 'redis');
    expect(redis).toMatchObject({ title: 'Redis', builtIn: true, build: 'refused', ports: [{ name: 'redis', containerPort: 6379 }] });
    expect(redis?.options.find(({ name }) => name === 'maxmemory')).toMatchObject({ type: 'size' });
    expect(found.find(({ id }) => id === 'rabbitmq')?.resources).toHaveProperty('queues');
    expect(found.find(({ id }) => id === 'own')).toMatchObject({ builtIn: false, problem: expect.stringContaining('imag') as string });
  });

  it('is in the schema of stack files', async () => {
    const schema = JSON.stringify(await stackFileSchema(session, scratch.file('shop')));
    expect(schema).toContain('"redis"');
    expect(schema).toContain('maxmemory');
  });
});
