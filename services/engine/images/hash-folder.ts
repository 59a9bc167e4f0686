import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** SHA-256 in hex over paths, executable bits and bytes of all files below a folder; `salt` counts as well. */
export async function hashFolder(folder: string, salt = ''): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const hash = createHash('sha256').update(salt);
  for (const file of files) {
    const [bytes, { mode }] = await Promise.all([readFile(file), stat(file)]);
    hash.update(`${relative(folder, file).split(sep).join('/')}\0${(mode & 0o111) === 0 ? '-' : 'x'}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}
