import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { connectWebSocket } from '../../../services/contract/connect/web-socket.ts';
import { dialUnixSocket } from '../../../services/shells/connect/unix-socket.ts';
import type { OrdinaryUser } from './ordinary-user.ts';

export interface SmallStack {
  readonly name: string;
  readonly file: string;
}

/** A stack of one host process in the user's home. It needs no image. */
export function writeSmallStack(user: OrdinaryUser): SmallStack {
  const folder = join(user.home, 'clockwork');
  const file = join(folder, 'stackyard.yaml');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, 'name: clockwork\nservices:\n  clock: { run: "while true; do date; sleep 1; done" }\n');
  const uid = Number(execFileSync('id', ['-u', user.name], { encoding: 'utf8' }));
  for (const path of [folder, file]) chownSync(path, uid, uid);
  return { name: 'clockwork', file };
}

/** Opens it at the core as `stackyard up` would. */
export async function openSmallStack(stack: SmallStack, socket: string): Promise<SmallStack> {
  const connection = connectWebSocket({ dial: () => dialUnixSocket(socket) });
  try {
    await connection.client.stacks.open({ file: stack.file });
    return stack;
  } finally {
    connection.socket.close();
  }
}

/** As a person would: sees the stack, finds a template, starts the service, sees it run and stops it. */
export async function useApp(page: Page, { name }: SmallStack): Promise<void> {
  await page.waitForURL(`app://stackyard/**/${name}/stack`);
  await expect(page.getByText('clock', { exact: true }).first()).toBeVisible();
  await page.evaluate(`location.hash = '#/${name}/catalog'`);
  for (const title of ['Redis', 'PostgreSQL', 'RabbitMQ']) await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
  await page.evaluate(`location.hash = '#/${name}/stack'`);
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await expect(page.getByText('1 ready').first()).toBeVisible({ timeout: 60_000 });
  await page.getByLabel('More for the stack').click();
  await page.getByRole('menuitem', { name: /stop/i }).click();
  await expect(page.getByText('1 stopped').first()).toBeVisible({ timeout: 60_000 });
}

/** What a page of the app can do beyond a page; empty when nothing. */
export async function pageFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const faults: string[] = [];
    const global = globalThis as unknown as Record<string, unknown>;
    for (const name of ['require', 'process', 'module', 'Buffer', 'electron']) if (global[name] !== undefined) faults.push(`there is "${name}"`);
    const reached = await fetch('https://example.org/').then(() => true, () => false);
    if (reached) faults.push('it may connect elsewhere');
    const file = await fetch('file:///etc/hostname').then(() => true, () => false);
    if (file) faults.push('it reads files');
    const foreign = await fetch('app://elsewhere/index.html').then(({ ok }) => ok, () => false);
    if (foreign) faults.push('it reads other hosts of its protocol');
    return faults;
  });
}
