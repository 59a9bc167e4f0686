import { isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';
import type { ReadResult, StackReader } from '../topology/reader.ts';

/**
 * Reads stack files and templates from the disk. Calls that block: the files are few and small, and each promise of a file costs
 * ten times as much as the call. What could block for long (a pipe, a terminal) is not opened.
 */
export const nodeReader: StackReader = {
  resolve: (base, relative) => path.resolve(base, relative),
  readText: async (file, limit) => Promise.resolve(readText(file, limit)),
  async kindOf(file) {
    const found = orAbsent(() => statSync(file, { throwIfNoEntry: false }));
    if (found === undefined) return Promise.resolve(undefined);
    return Promise.resolve(found.isDirectory() ? 'directory' : 'file');
  },
  list: async (directory) => Promise.resolve((orAbsent(() => readdirSync(directory)) ?? []).sort()),
};

/** The one way in which the core reads a file that a user named: never a device, pipe or folder, and never more than `limit` bytes and one. */
export function readText(file: string, limit: number): ReadResult | undefined {
  // Opening a device can do something already, so the kind is asked before.
  const before = statOrReason(file);
  if (before === undefined || !('isFile' in before)) return before;
  const refused = refusedKind(before, limit);
  if (refused !== undefined) return refused;
  try {
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      // Another one may stand there by now.
      const opened = fstatSync(descriptor);
      return refusedKind(opened, limit) ?? readOpened(descriptor, { limit, expected: opened.size });
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { problem: 'unreadable', reason: error instanceof Error ? error.message : String(error) };
  }
}

function refusedKind(found: Stats, limit: number): ReadResult | undefined {
  if (!found.isFile()) return { problem: 'not-a-file', reason: found.isDirectory() ? 'a folder' : 'a device or pipe' };
  return found.size > limit ? { problem: 'too-large', bytes: found.size } : undefined;
}

/** Reads to the end, whatever size was stated: the file may grow meanwhile, and one of /proc states none. */
function readOpened(descriptor: number, { limit, expected }: { readonly limit: number; readonly expected: number }): ReadResult {
  const parts: Buffer[] = [];
  let length = 0;
  for (let room = expected + 1; length <= limit; room = 64 * 1024) {
    const buffer = Buffer.allocUnsafe(Math.min(room, limit + 1 - length));
    const bytesRead = readSync(descriptor, buffer, 0, buffer.length, length);
    if (bytesRead === 0) break;
    parts.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return length > limit ? { problem: 'too-large', bytes: length } : decode(Buffer.concat(parts));
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

function orAbsent<Value>(call: () => Value): Value | undefined {
  try {
    return call();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (absentCodes.has(code) || refusedCodes.has(code)) return undefined;
    throw error;
  }
}

function statOrReason(file: string): Stats | ReadResult | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return absentCodes.has(code) ? undefined : { problem: 'unreadable', reason: error instanceof Error ? error.message : code };
  }
}
