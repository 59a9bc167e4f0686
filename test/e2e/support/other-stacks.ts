import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import type { CoreClient } from '../../../services/contract/client.ts';
import { connectWebSocket } from '../../../services/contract/connect/web-socket.ts';
import { dialUnixSocket } from '../../../services/shells/connect/unix-socket.ts';
import { runFolders } from './demo-stack.ts';

export const fileOf = (name: string): string => join(runFolders().base, name, 'stackyard.yaml');

async function withCore(act: (client: CoreClient) => Promise<unknown>): Promise<void> {
  const { client, socket } = connectWebSocket({ dial: () => dialUnixSocket(join(runFolders().home, 'core.sock')) });
  try {
    await act(client);
  } finally {
    socket.close();
  }
}

/** A stack that the core follows, of which nothing runs. */
export async function openStack(name: string, text: string): Promise<void> {
  const file = fileOf(name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  await withCore((client) => client.stacks.open({ file }));
}

/** The newest stack is the one that the app begins with: other tests are about the demo. */
export function forgetStacks(...names: readonly string[]): Promise<void> {
  const files = names.map(fileOf);
  return withCore(async ({ stacks }) => {
    for (const { file } of await stacks.list({})) if (files.includes(file)) await stacks.forget({ file });
  });
}

export async function go(page: Page, stack: string, screen: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${stack}/${screen}`)}`);
}
