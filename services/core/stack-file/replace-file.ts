import { randomBytes } from 'node:crypto';
import { open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Replaces a file in one step: whoever reads it, and a crash at any point, sees the old or the new text. Its mode stays. */
export async function replaceFile(path: string, text: string): Promise<void> {
  const { mode } = await stat(path);
  await writeInPlace(path, text, mode);
}

/** Makes a file in one step, or replaces one. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  await writeInPlace(path, text, found?.mode);
}

/** Without a mode the umask decides, as for every new file. */
async function writeInPlace(path: string, text: string, mode: number | undefined): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = await open(temporary, 'wx', (mode ?? 0o666) & 0o777);
    try {
      // The mode above is cut by the umask.
      if (mode !== undefined) await file.chmod(mode & 0o777);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
