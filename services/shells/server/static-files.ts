import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { StackyardError } from '../../contract/errors.ts';
import { mediaType } from '../../contract/page-answers.ts';

export interface Page {
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly bytes: Buffer;
  /** undefined where it would not be smaller. */
  readonly gzipped: () => Promise<Buffer | undefined>;
}

export interface Pages {
  /** The file of that path; the page itself for every path that is no file, so that each screen has an address. undefined: 404. */
  find(path: string): Page | undefined;
}

const isPacked = (type: string): boolean => type.startsWith('font/') || type === 'image/png';
const compress = promisify(gzip);

function pageOf(bytes: Buffer, path: string): Page {
  const type = mediaType(path);
  let packed: Promise<Buffer | undefined> | undefined;
  return {
    type,
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    cacheControl: path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    bytes,
    gzipped: () => (packed ??= isPacked(type) || bytes.length < 1_000 ? Promise.resolve(undefined) : compress(bytes, { level: 9 })),
  };
}

/**
 * The built pages, read once: a request only chooses among them, so no path of it ever reaches the file system.
 * @throws StackyardError NOT_FOUND where they are not built.
 */
export function readPages(directory: string): Pages {
  const pages = new Map<string, Page>();
  for (const path of filesIn(directory)) {
    if (path.endsWith('.map')) continue;
    const bytes = readFileSync(join(directory, path));
    // Built for the desktop app's own protocol too, with addresses relative to the page; below a deep address they would miss.
    pages.set(path, pageOf(path === '/index.html' ? Buffer.from(bytes.toString('utf8').replaceAll('="./', '="/')) : bytes, path));
  }
  const index = pages.get('/index.html');
  if (index === undefined) throw notBuilt(directory);
  return { find: (path) => pages.get(path) ?? (path.startsWith('/assets/') ? undefined : index) };
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile()) // no links
      .map((entry) => `/${relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/')}`);
  } catch (error) {
    throw notBuilt(directory, error);
  }
}

function notBuilt(directory: string, cause?: unknown): StackyardError {
  return new StackyardError('NOT_FOUND', `The pages of browser mode are not in ${directory}.`, { hint: 'Build them: npm run build.', cause });
}
