import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadStack } from '../topology/load-stack.ts';
import { nodeReader } from './node-reader.ts';

let folder = '';
const limit = 1024 * 1024;
const file = (name: string): string => path.join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'stackyard-reader-'));
});
afterAll(async () => rm(folder, { recursive: true, force: true }));

describe('the reader', () => {
  test('reads text, and knows what is not there', async () => {
    await writeFile(file('text.yaml'), 'ä: 1\n');
    expect(await nodeReader.readText(file('text.yaml'), limit)).toEqual({ text: 'ä: 1\n' });
    expect(await nodeReader.readText(file('none'), limit)).toBeUndefined();
    expect(await nodeReader.readText(file('text.yaml/none'), limit)).toBeUndefined();
    expect(await nodeReader.kindOf(file('none'))).toBeUndefined();
    expect(await nodeReader.kindOf(folder)).toBe('directory');
    expect(await nodeReader.list(file('none'))).toEqual([]);
    expect(await nodeReader.list(folder)).toContain('text.yaml');
  });

  test('says what is no file, without waiting for it', async () => {
    await symlink(file('loop'), file('loop'));
    expect(await nodeReader.readText('/dev/zero', limit)).toEqual({ problem: 'not-a-file', reason: 'a device or pipe' });
    execFileSync('mkfifo', [file('pipe')]);
    expect(await nodeReader.readText(file('pipe'), limit)).toEqual({ problem: 'not-a-file', reason: 'a device or pipe' });
    expect(await nodeReader.readText(folder, limit)).toEqual({ problem: 'not-a-file', reason: 'a folder' });
    expect(await nodeReader.readText(file('loop'), limit)).toBeUndefined();
  });

  test('shows where text stops being UTF-8', async () => {
    await writeFile(file('latin1.yaml'), Buffer.from('name: a \uFFFD b\nservices: caf\xe9\n', 'latin1'));
    await writeFile(file('mixed.yaml'), Buffer.concat([Buffer.from('a: \uFFFD\n  b: ä'), Buffer.from([0xff, 0x0a])]));
    expect(await nodeReader.readText(file('mixed.yaml'), limit)).toEqual({ problem: 'not-utf8', line: 2, column: 7 });
    expect(await nodeReader.readText(file('latin1.yaml'), limit)).toMatchObject({ problem: 'not-utf8' });
  });
});

describe('stack files', () => {
  const load = async (name: string): Promise<unknown> => loadStack({ file: file(name), reader: nodeReader, kinds: async () => undefined, templateRoots: [], environment: {} });

  test('of 50 MB are refused by their size', async () => {
    await writeFile(file('huge.yaml'), '');
    await truncate(file('huge.yaml'), 50_000_000);
    await expect(load('huge.yaml')).rejects.toMatchObject({ code: 'INVALID_STACK', message: expect.stringContaining('is 50.0 MB; at most 1 MB is read.'), at: { file: file('huge.yaml'), line: 1, column: 1 } });
  });

  test('that are not UTF-8 are refused where they stop being it', async () => {
    await writeFile(file('stack.yaml'), Buffer.from('name: shop\nservices: { caf\xe9: { image: a } }\n', 'latin1'));
    await expect(load('stack.yaml')).rejects.toMatchObject({ code: 'INVALID_STACK', message: expect.stringContaining('is not UTF-8 text.'), at: { line: 2, column: 16 } });
  });

  test('that are empty or of null bytes are refused', async () => {
    await writeFile(file('null.yaml'), '\0'.repeat(1000));
    await expect(load('null.yaml')).rejects.toMatchObject({ code: 'INVALID_STACK' });
  });
});
