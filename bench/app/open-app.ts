import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { connectWebSocket, type CoreConnection } from '../../services/contract/connect/web-socket.ts';
import { dialUnixSocket } from '../../services/shells/connect/unix-socket.ts';
import { askForLink, readRecord } from '../../services/shells/server/index.ts';
import { runCommand } from '../measure/command.ts';
import type { BenchStack } from '../stack/bench-stack.ts';

/** The app in browser mode before the bench stack. */
export interface OpenApp extends AsyncDisposable {
  /** `127.0.0.1:PORT`, and a token that it takes. */
  readonly host: string;
  readonly token: string;
  /** A link that is good once. */
  link(): Promise<string>;
  /** A connection to the core itself, over its unix socket. */
  readonly core: CoreConnection;
  readonly processes: { readonly server: number; readonly core: number };
}

/** Starts `stackyard ui` in the background, with the pages as `npm start` builds them. */
export async function openApp(stack: BenchStack): Promise<OpenApp> {
  await runCommand(stack.command('ui', '--background', '--json'));
  const record = readRecord(join(stack.stateDirectory, 'browser.json'));
  if (record === undefined) throw new Error('the app did not start');
  const core = connectWebSocket({ dial: () => dialUnixSocket(join(stack.stateDirectory, 'core.sock')) });
  return {
    host: `127.0.0.1:${record.port}`,
    token: record.token,
    async link() {
      const link = await askForLink(record);
      if (link === undefined) throw new Error('the app has ended');
      return link;
    },
    core,
    processes: { server: record.pid, core: (await core.client.core.info({})).pid },
    async [Symbol.asyncDispose]() {
      core.socket.close();
      await runCommand(stack.command('ui', '--stop'));
    },
  };
}

export async function openChromium(path: string): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
