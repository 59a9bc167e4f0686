import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Those of `programs` that are not on the PATH. */
export async function missingPrograms(programs: readonly string[], environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const folders = [...(environment['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'].filter((folder) => folder !== '');
  const found = await Promise.all(programs.map(async (program) => (await Promise.all(folders.map((folder) => isExecutable(join(folder, program))))).includes(true)));
  return programs.filter((_, index) => found[index] !== true);
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
