import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { isOwnAddress } from './links.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** As browser mode's, but that nothing at all is connected to: the core is reached by a port. Styles are inline because the component library, the editor and the terminal make their own; scripts never are. */
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const headers = { 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin' };

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
  return new Response(await readFile(file), { headers: { ...headers, 'content-type': types[extname(file)] ?? 'application/octet-stream' } });
}
