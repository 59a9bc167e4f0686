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
  sayThatSkipped(message);
  return undefined;
}

/** The path of a tool that takes too long to build for every run of the tests; undefined, and said aloud, where it is missing. */
export function slowTool(name: string): string | undefined {
  const path = join(toolsFolder, 'bin', name);
  if (existsSync(path)) return path;
  sayThatSkipped(`${name} is not in ${toolsFolder}; \`npm run tools\` builds it.`);
  return undefined;
}

/** On the error stream: a test that is left out must not look like one that passed. */
function sayThatSkipped(message: string): void {
  process.stderr.write(`SKIPPED: ${message}\n`);
}
