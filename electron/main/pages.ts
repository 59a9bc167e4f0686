import type { Session } from 'electron';
import { readPages } from '../../services/shells/server/static-files.ts';
import { origin, scheme } from '../origin.ts';

/** As in browser mode; the core is reached by a port, so the page may connect to nothing else. */
const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** Answers the app's own addresses from the built pages, which are read once. @throws StackyardError NOT_FOUND where they are not built. */
export function servePages(session: Session, directory: string): void {
  const pages = readPages(directory);
  session.protocol.handle(scheme, ({ url, method }) => {
    const { protocol, host, pathname } = new URL(url);
    const page = method === 'GET' && `${protocol}//${host}` === origin ? pages.find(pathname) : undefined;
    if (page === undefined) return new Response(null, { status: 404, headers });
    return new Response(new Uint8Array(page.bytes), { headers: { ...headers, 'content-type': page.type } });
  });
}
