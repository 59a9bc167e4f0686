import { execFile } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { shareCore } from '../../services/core/index.ts';
import { attachToCore } from '../../services/shells/connect/shell-connection.ts';
import { socketProxy, type SocketProxy } from '../kit/socket-proxy.ts';
import { expect, test } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { runFolders } from './support/demo-stack.ts';

const execute = promisify(execFile);
const program = join(import.meta.dirname, '..', '..', 'bin', 'stackyard.js');
const file = 'name: away\nservices:\n  cache: { template: redis, options: { persistence: aof } }\n';

interface OwnApp extends AsyncDisposable {
  /** A link that opens it once. */
  readonly link: string;
  loseEngine(): Promise<void>;
  findEngine(): Promise<void>;
  /** Zeroes the head of the core's database while no core runs; resolves with a link to the app in front of the next core. */
  damageStore(): Promise<string>;
}

/** A stack, a core and the app in front of them, whose engine is reached over a socket that can go away. */
async function startOwnApp(): Promise<OwnApp> {
  const folder = mkdtempSync(join(runFolders().base, 'away-'));
  const socket = join(folder, 'engine.sock');
  const home = join(folder, 'home');
  writeFileSync(join(folder, 'stackyard.yaml'), file);
  const run = async (...words: readonly string[]): Promise<string> =>
    (await execute(process.execPath, [program, ...words], { cwd: folder, env: { ...process.env, STACKYARD_HOME: home, DOCKER_HOST: `unix://${socket}` } })).stdout;
  const open = (): Promise<SocketProxy> => socketProxy({ upstream: '/var/run/docker.sock', listen: socket });
  let proxy: SocketProxy | undefined = await open();
  await run('up');
  const showApp = async (): Promise<string> => (JSON.parse(await run('ui', '--background', '--json')) as { readonly url: string }).url;
  const link = await showApp();
  const findEngine = async (): Promise<void> => {
    proxy ??= await open();
  };
  const loseEngine = async (): Promise<void> => {
    await proxy?.[Symbol.asyncDispose]();
    proxy = undefined;
  };
  return {
    link,
    loseEngine,
    findEngine,
    async damageStore() {
      await run('ui', '--stop');
      const core = await shareCore({ ...process.env, STACKYARD_HOME: home });
      const { client, socket: shell } = await attachToCore(core);
      await client.core.shutdown({ now: true });
      shell.close();
      await expect.poll(() => core.isThere()).toBe(false);
      const database = openSync(join(home, 'stackyard.db'), 'r+');
      writeSync(database, Buffer.alloc(4_096));
      closeSync(database);
      return showApp();
    },
    async [Symbol.asyncDispose]() {
      await findEngine();
      await run('ui', '--stop');
      await run('down');
      await run('volumes', 'remove', 'away.cache-data', '--confirm', 'away.cache-data');
      await loseEngine();
    },
  };
}

test.skip(({ shell }) => shell === 'desktop', 'the pages are the same');

test('an engine that is gone is told on every screen, nothing is called empty that cannot be read, and all heals on its return (row 4)', async ({ browser }) => {
  test.setTimeout(120_000);
  await using own = await startOwnApp();
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const show = (screen: string): Promise<unknown> => page.evaluate(`location.hash = ${JSON.stringify(`#/away/${screen}`)}`);
  const banner = page.getByText(/^No engine since \d\d:\d\d:\d\d: .* What you see of services is from then\.$/);
  const alert = page.locator('main').getByRole('alert');
  await page.goto(own.link);
  await expect(page.getByText('1 ready')).toBeVisible();
  await expect(banner).toBeHidden();
  await own.loseEngine();
  await expect(banner).toBeVisible({ timeout: 2_000 });
  const colour = (): Promise<string> => page.getByText('Ready', { exact: true }).first().evaluate((element) => getComputedStyle(element).getPropertyValue('--ready') === getComputedStyle(element).getPropertyValue('--stopped') ? 'of the past' : 'of now');
  expect(await colour()).toBe('of the past');
  const screens = [
    ['volumes', page.getByText('away.cache-data'), page.getByText('keeps no data')],
    ['services/cache', page.getByText('away-cache-1'), page.getByText('Nothing of it exists yet')],
    ['logs', page.getByRole('grid', { name: 'Log lines' }).getByText('cache').first(), page.getByText('No lines yet')],
    ['services/cache?tab=logs', page.getByRole('log').or(page.getByRole('grid')).getByText(/Ready to accept|Server initialized/i).first(), page.getByText('No line yet')],
  ] as const;
  const serious: string[] = [];
  for (const [screen, , untrue] of screens) {
    await show(screen);
    await expect(alert.or(page.getByText(/cannot be read now|listed again/)).first(), screen).toBeVisible({ timeout: 15_000 });
    await expect(untrue, screen).toBeHidden();
    serious.push(...(await seriousOn(page)));
  }
  expect(serious).toEqual([]);
  for (const [screen, there] of screens) {
    await own.loseEngine();
    await expect(banner).toBeVisible();
    await page.reload();
    await show(screen);
    await expect(there, screen).toBeHidden();
    await own.findEngine();
    await expect(banner, screen).toBeHidden();
    await expect(there, screen).toBeVisible({ timeout: 15_000 });
    await expect(alert, screen).toBeHidden();
  }
  expect(await page.evaluate('document.documentElement.scrollHeight <= innerHeight')).toBe(true);
  await context.close();
});

test('a database that was damaged is told, with the copy that is used and where the damaged one is (row 53)', async ({ browser }) => {
  test.setTimeout(120_000);
  await using own = await startOwnApp();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await own.damageStore());
  const notice = page.getByRole('status').filter({ hasText: /^The store .* was damaged .* is kept as .*damaged.*/ });
  await expect(notice).toBeVisible({ timeout: 20_000 });
  await notice.getByRole('button', { name: 'I have read it' }).click();
  await expect(notice).toBeHidden();
  await context.close();
});
