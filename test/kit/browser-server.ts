import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import { createAttachments, serveUnixSocket, type Attachments } from '../../services/core/transports/index.ts';
import { serveBrowsers } from '../../services/shells/server/index.ts';
import { smallCore, type Seen } from '../contract/small-router.ts';
import { scratchDirectory } from './scratch.ts';

export interface BrowserMode extends AsyncDisposable {
  readonly port: number;
  /** A token that the server takes. */
  readonly token: string;
  readonly seen: Seen;
  readonly attachments: Attachments;
  /** How often the core was dialled. */
  readonly dialled: () => number;
  readonly link: () => string;
  readonly socketPath: string;
}

/** The storage of a tab that holds nothing yet. */
export function tab() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

const ownToken = 'an-own-token-of-the-test-with-enough-letters';

/** Files of a page as the build makes them, and one outside that must never be seen. */
function writePages(file: (name: string) => string): string {
  const contents = {
    'pages/index.html': '<!doctype html><title>Stackyard</title><script type="module" src="./assets/index-abc123.js"></script>',
    'pages/assets/index-abc123.js': `document.title = 'ready'; // ${'x'.repeat(5_000)}`,
    'secret.txt': 'outside',
  };
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(name), content);
  }
  return file('pages');
}

/** Browser mode before a core of a few procedures. */
export async function openBrowserMode(): Promise<BrowserMode> {
  const scratch = await scratchDirectory();
  const { answer, seen } = smallCore();
  const attachments = createAttachments(() => undefined);
  const socketPath = scratch.file('core.sock');
  const core = await serveUnixSocket({ path: socketPath, answer, attachments, log: (message) => void seen.logged.push(message) });
  let dialled = 0;
  const server = await serveBrowsers({
    pagesDirectory: writePages((name) => scratch.file(name)),
    ownToken,
    dialCore: () => {
      dialled += 1;
      return new Promise((resolve, reject) => {
        const socket = connect(socketPath, () => resolve(socket));
        socket.once('error', reject);
      });
    },
  });
  return {
    port: server.port,
    token: ownToken,
    seen,
    attachments,
    dialled: () => dialled,
    link: () => server.link(),
    socketPath,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      await core[Symbol.asyncDispose]();
      await scratch[Symbol.asyncDispose]();
    },
  };
}
