import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { mediaType, pageHeaders } from '../../services/contract/page-answers.ts';
import { isOwnAddress } from './links.ts';

/** Nothing at all is connected to: the core is reached by a port. */
const headers = pageHeaders();

/** The built pages by their path in the address (`/assets/index.js`). Listed once: a request only chooses among them, so none of its words reaches the file system. */
export function listPages(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()); // no links
  return new Map(files.map((entry) => {
    const file = join(entry.parentPath, entry.name);
    return [`/${relative(folder, file).split(sep).join('/')}`, file];
  }));
}

/** The answer to a request of the app's own protocol. */
export async function answerPage(pages: ReadonlyMap<string, string>, request: { readonly method: string; readonly url: string }): Promise<Response> {
  if (request.method !== 'GET' || !isOwnAddress(request.url)) return new Response(undefined, { status: 403, headers });
  const { pathname } = new URL(request.url);
  const file = pages.get(pathname === '/' ? '/index.html' : pathname);
  if (file === undefined) return new Response(undefined, { status: 404, headers });
  return new Response(await readFile(file), { headers: { ...headers, 'content-type': mediaType(file) } });
}
