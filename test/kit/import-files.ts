import { join } from 'node:path';
import { StackyardError } from '../../services/contract/errors.ts';
import { nodeReader } from '../../services/core/node-reader.ts';
import { findKind } from '../../services/kinds/index.ts';
import { loadStack } from '../../services/topology/load-stack.ts';
import { memoryReader } from '../../services/topology/memory-reader.test-support.ts';
import type { StackReader } from '../../services/topology/reader.ts';
import type { Topology } from '../../services/topology/types.ts';
import { importCompose, type Imported } from '../../services/import/index.ts';
import type { ImportRequest } from '../../services/import/read-compose.ts';

const catalog = join(import.meta.dirname, '..', '..', 'compose-templates');

export type Files = Readonly<Record<string, string>>;

/** Files below /shop; the built-in templates are those on disk. */
function reader(files: Files): StackReader {
  const memory = memoryReader(Object.fromEntries(Object.entries(files).map(([path, text]) => [`/shop/${path}`, text])));
  const of = (path: string): StackReader => (path.startsWith(catalog) ? nodeReader : memory);
  return { resolve: (base, path) => memory.resolve(base, path), readText: (path, limit) => of(path).readText(path, limit), kindOf: (path) => of(path).kindOf(path), list: (path) => of(path).list(path) };
}

export function importFiles(files: Files, request: Partial<Omit<ImportRequest, 'reader'>> = {}): Promise<Imported> {
  return importCompose({ directory: '/shop', environment: {}, ...request, reader: reader(files) });
}

/** The text as the core loads it. */
export function loadText(text: string, files: Files): Promise<Topology> {
  return loadStack({ file: '/shop/stackyard.yaml', reader: reader({ ...files, 'stackyard.yaml': text }), kinds: findKind, templateRoots: [catalog], environment: {} });
}

/** Each mistake as `file:line:column message`; undefined where there is none. */
export async function mistakesOf(files: Files, request: Partial<Omit<ImportRequest, 'reader'>> = {}): Promise<readonly string[] | undefined> {
  try {
    await importFiles(files, request);
    return undefined;
  } catch (error) {
    if (!(error instanceof StackyardError)) throw error;
    if (error.code !== 'INVALID_STACK') return [`${error.code} ${error.message}`];
    return [error, ...error.related].map(({ at, message }) => `${at?.file.replace('/shop/', '') ?? '?'}:${at?.line ?? '?'}:${at?.column ?? '?'} ${message}`);
  }
}
