import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { privateDirectory, readPrivateFile, writePrivateFile } from './private-files.ts';

/** Texts that can be made again, kept to save the work. Losing one costs time, nothing else. */
export interface Shelf {
  /** What was put there, byte for byte; undefined when it is missing, damaged or of another edition. */
  take(key: string): string | undefined;
  put(key: string, text: string): void;
}

/** Places on a shelf; the oldest make room. */
const places = 50;

/** `edition` names the code that writes and reads the texts: one never sees what another wrote. */
export function openShelf(directory: string, name: string, edition: string): Shelf {
  const digest = (text: string): string => createHash('sha256').update(`${edition}\n${text}`).digest('hex');
  const folder = (): string => privateDirectory(join(privateDirectory(directory), name));
  const placeOf = (key: string): string => `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.txt`;
  return {
    take(key) {
      try {
        const found = readPrivateFile(join(directory, name, placeOf(key)));
        const end = found?.indexOf('\n') ?? -1;
        const text = found?.slice(end + 1);
        return text !== undefined && found?.slice(0, end) === digest(text) ? text : undefined;
      } catch {
        return undefined; // what cannot be read is made again
      }
    },
    put(key, text) {
      try {
        const path = folder();
        writePrivateFile(join(path, placeOf(key)), `${digest(text)}\n${text}`, { durable: false });
        makeRoom(path);
      } catch {
        // A full or read-only disk must not stop a command that can do without.
      }
    },
  };
}

function makeRoom(path: string): void {
  const names = readdirSync(path);
  if (names.length <= places) return;
  const byAge = names.map((name) => ({ name, time: statSync(join(path, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 })).sort((left, right) => left.time - right.time);
  for (const { name } of byAge.slice(0, names.length - places)) rmSync(join(path, name), { force: true });
}
