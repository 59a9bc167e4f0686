import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** More than any file of text that this layer reads whole has, in bytes. */
const bytesAtMost = 8 * 2 ** 20;

/** The text of a file that a user may have replaced. Rejects for what is none, so that a pipe is never waited for and a device never read without end. */
export async function readRegular(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error(`${path} is ${found.isDirectory() ? 'a folder' : 'a device or pipe'}, not a file`);
    if (found.size > bytesAtMost) throw new Error(`${path} has more than 8 MB`);
    return await file.readFile('utf8');
  } finally {
    await file.close();
  }
}
