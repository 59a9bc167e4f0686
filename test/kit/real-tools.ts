import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where `npm run tools` puts programs (`bin/`) and schemas (`schemas/`). */
export const toolsFolder = process.env['STACKYARD_TOOLS'] || join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'stackyard', 'tools');

/** Paths of real tools, in the order asked; undefined, and said aloud, where one is missing. With STACKYARD_TOOLS_REQUIRED a missing one is a failure. */
export function realTools<Names extends readonly string[]>(...names: Names): { readonly [Key in keyof Names]: string } | undefined {
  const paths = names.map((name) => join(toolsFolder, name === 'schemas' ? name : join('bin', name)));
  const missing = names.filter((_, index) => !existsSync(paths[index] ?? ''));
  if (missing.length === 0) return paths as unknown as { readonly [Key in keyof Names]: string };
  const message = `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in ${toolsFolder}; \`npm run tools\` builds what is missing.`;
  if ((process.env['STACKYARD_TOOLS_REQUIRED'] ?? '') !== '') throw new Error(message);
  // On the error stream: a test that is left out must not look like one that passed.
  process.stderr.write(`SKIPPED: ${message}\n`);
  return undefined;
}

