import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '../session.ts';
import { renamed } from './stack-text.ts';
import type { NewFile } from './write-files.ts';

/** Left out of a copy: made anew by whoever needs it. */
const leftOut: ReadonlySet<string> = new Set(['node_modules', 'stackyard.yaml', 'stackyard.lock', '.env']);

export interface Demo {
  /** Where it is checked and planned: beside the programs that it builds. */
  readonly file: string;
  readonly text: string;
  /** What comes along, in a fixed order. */
  readonly others: readonly NewFile[];
}

export async function demoNamed({ resourcesDirectory }: Pick<Session, 'resourcesDirectory'>, name: string): Promise<Demo> {
  const folder = join(resourcesDirectory, 'resources', 'demo');
  const file = join(folder, 'stackyard.yaml');
  return { file, text: renamed(await readFile(file, 'utf8'), name), others: await filesBelow(folder, '') };
}

async function filesBelow(folder: string, prefix: string): Promise<readonly NewFile[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const files = await Promise.all(
    entries.map(async (entry): Promise<readonly NewFile[]> => {
      if (leftOut.has(entry.name)) return [];
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) return filesBelow(join(folder, entry.name), `${path}/`);
      return entry.isFile() ? [{ path, content: { copyOf: join(folder, entry.name) } }] : [];
    }),
  );
  return files.flat();
}
