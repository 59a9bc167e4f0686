import { isUtf8 } from 'node:buffer';
import type { Stats } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReadResult, StackReader } from '../topology/reader.ts';

/** Reads stack files and templates from the disk. */
export const nodeReader: StackReader = {
  resolve: (base, relative) => path.resolve(base, relative),
  readText,
  async kindOf(file) {
    const found = await orAbsent(stat(file));
    if (found === undefined) return undefined;
    return found.isDirectory() ? 'directory' : 'file';
  },
  async list(directory) {
    return ((await orAbsent(readdir(directory))) ?? []).sort();
  },
};

async function readText(file: string, limit: number): Promise<ReadResult | undefined> {
  // Opening a pipe would wait for a writer, so the kind is asked before and after.
  const before = await statOrReason(file);
  if (before === undefined || !('isFile' in before)) return before;
  if (!before.isFile()) return { problem: 'not-a-file', reason: before.isDirectory() ? 'a folder' : 'a device or pipe' };
  if (before.size > limit) return { problem: 'too-large', bytes: before.size };
  try {
    await using handle = await open(file, 'r');
    // One byte more than allowed shows a file that grew meanwhile, or one of /proc that states no size.
    const bytes = Buffer.alloc(limit + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    if (length > limit) return { problem: 'too-large', bytes: length };
    return decode(bytes.subarray(0, length));
  } catch (error) {
    return { problem: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function decode(bytes: Buffer): ReadResult {
  if (isUtf8(bytes)) return { text: bytes.toString('utf8') };
  // The first replacement character that no byte of the file wrote stands where the text stops being UTF-8.
  const text = bytes.toString('utf8');
  let offset = text.indexOf('\uFFFD');
  while (offset !== -1 && bytes.subarray(Buffer.byteLength(text.slice(0, offset))).subarray(0, 3).equals(Buffer.from('\uFFFD'))) offset = text.indexOf('\uFFFD', offset + 1);
  const before = text.slice(0, Math.max(0, offset));
  return { problem: 'not-utf8', line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') };
}

const refusedCodes = new Set(['EACCES', 'EPERM']);
const absentCodes = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);

async function orAbsent<Value>(promise: Promise<Value>): Promise<Value | undefined> {
  try {
    return await promise;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (absentCodes.has(code) || refusedCodes.has(code)) return undefined;
    throw error;
  }
}

async function statOrReason(file: string): Promise<Stats | ReadResult | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return absentCodes.has(code) ? undefined : { problem: 'unreadable', reason: error instanceof Error ? error.message : code };
  }
}
