import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { stageOwnCore, type OwnCoreApp } from './support/own-core.ts';

/** The app as users have it: its utility process is the core. Other specs attach to a core that is a process of its own. */
const name = `own-${process.pid}`;
const stack = `name: ${name}
services:
  cache: { template: redis }
  sessions: { template: memcached }
  clock: { run: "while true; do date; sleep 1; done" }
`;

let own: OwnCoreApp;
test.beforeAll(async () => {
  test.setTimeout(180_000);
  own = await stageOwnCore(stack);
});
test.afterAll(async () => {
  test.setTimeout(120_000);
  await own[Symbol.asyncDispose]();
});

/** The utility process of an app, by what Electron says of its processes. */
const corePid = (electron: ElectronApplication): Promise<number | undefined> => electron.evaluate(({ app }) => app.getAppMetrics().find(({ name: process }) => process === 'Stackyard core')?.pid);
const kill = (service: string) => promisify(execFile)('docker', ['kill', `${name}-${service}-1`]);
const shown = (page: Page, words: string) => expect(page.getByText(words).first()).toBeVisible({ timeout: 30_000 });

/** A service that dies is seen to fall, and to come back. */
async function seesHealing(page: Page): Promise<void> {
  await shown(page, '3 ready');
  const fell = page.waitForFunction(() => document.body.textContent.includes('2 ready'), undefined, { polling: 'raf', timeout: 10_000 });
  await kill('sessions');
  await fell;
  await shown(page, '3 ready');
}

test('the core is its utility process: it starts a stack by a click, and heals it', async () => {
  await using window = await own.launch(`--stack=${own.file}`);
  const { electron, page } = window;
  await page.waitForURL(`**/#/${name}/stack`);
  const { pid, version } = await own.ask(({ core }) => core.info({}));
  expect(pid).toBe(await corePid(electron));
  expect(version).toBe(await electron.evaluate(({ app }) => app.getVersion()));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await shown(page, '3 ready');
  await seesHealing(page);
});
