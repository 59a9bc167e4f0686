import { chmod, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { scratchDirectory } from '../../../test/kit/scratch.ts';
import { writeFiles, type NewFile } from './write-files.ts';

let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let folder: string;

beforeEach(async () => {
  scratch = await scratchDirectory();
  folder = scratch.file('shop');
  await mkdir(folder);
});
afterEach(() => scratch[Symbol.asyncDispose]());

const text = (path: string): NewFile => ({ path, content: { text: path } });

it('takes back what it wrote when a later file is in the way, and nothing else', async () => {
  await writeFile(join(folder, 'stackyard.yaml'), 'mine');
  const files = [text('api/src/main.ts'), text('seed.ts'), text('stackyard.yaml')];
  await expect(writeFiles(folder, files, { makesFolder: false })).rejects.toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('stackyard.yaml') as string });
  expect(await readdir(folder)).toEqual(['stackyard.yaml']);
  expect(await readFile(join(folder, 'stackyard.yaml'), 'utf8')).toBe('mine');
});

it('does not go into a folder that is there already, nor through a link', async () => {
  await mkdir(scratch.file('outside'));
  await symlink(scratch.file('outside'), join(folder, 'api'));
  await expect(writeFiles(folder, [text('api/main.ts')], { makesFolder: false })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await readdir(scratch.file('outside'))).toEqual([]);
});

it('a copy does not overwrite either', async () => {
  await writeFile(scratch.file('source'), 'new');
  await writeFile(join(folder, 'seed.ts'), 'mine');
  await expect(writeFiles(folder, [{ path: 'seed.ts', content: { copyOf: scratch.file('source') } }], { makesFolder: false })).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await readFile(join(folder, 'seed.ts'), 'utf8')).toBe('mine');
});

it('a folder that somebody made first, or whose parent is gone, is told', async () => {
  await expect(writeFiles(folder, [text('stackyard.yaml')], { makesFolder: true })).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(writeFiles(scratch.file('none/inner'), [text('stackyard.yaml')], { makesFolder: true })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a folder without permission is told so, by its name', async () => {
  // Nobody may write into /sys, root neither.
  const closed = process.getuid?.() === 0 ? '/sys' : folder;
  await chmod(folder, 0o500);
  await expect(writeFiles(closed, [text('stackyard.yaml')], { makesFolder: false })).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining(closed) as string });
});
