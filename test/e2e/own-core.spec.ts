import { execFile, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import Database from 'better-sqlite3';
import { openStore } from '../../services/store/index.ts';
import type { Desktop } from './support/desktop.ts';
import { stageOwnCore, type OwnCoreApp } from './support/own-core.ts';

/** The app as users have it: its utility process is the core. Other specs attach to a core that is a process of its own. */
const name = `own-${process.pid}`;
const stack = `name: ${name}
services:
  cache: { template: redis }
  sessions: { template: memcached }
`;

let own: OwnCoreApp;
const firstTest = 'the core is its utility process: it starts a stack by a click, and heals it';
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
/** As each test but the first one finds it, whatever became of the one before. */
test.beforeEach(async () => {
  if (test.info().title !== firstTest) await own.stackyard('up');
});

const shown = (page: Page, words: string) => expect(page.getByText(words).first()).toBeVisible({ timeout: 30_000 });

/** A service that dies is seen to fall, and to come back; one that did before waits longer. */
async function seesHealing(page: Page, service: string): Promise<void> {
  await shown(page, '2 ready');
  const fell = page.waitForFunction(() => document.body.textContent.includes('1 ready'), undefined, { polling: 'raf', timeout: 10_000 });
  await kill(service);
  await fell;
  await shown(page, '2 ready');
}

test(firstTest, async () => {
  await using window = await own.launch();
  const { electron, page } = window;
  await page.waitForURL(`**/#/${name}/stack`);
  const { pid, version } = await own.ask(({ core }) => core.info({}));
  expect(pid).toBe(await corePid(electron));
  expect(version).toBe(await electron.evaluate(({ app }) => app.getVersion()));
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await shown(page, '2 ready');
  await seesHealing(page, 'sessions');
});

test('the command line beside it works through its core, and the window shows it', async () => {
  await using window = await own.launch();
  const { electron, page } = window;
  await shown(page, '2 ready');
  const told = page.waitForFunction((words) => document.body.textContent.includes(words), `${name}: restart`, { polling: 'raf', timeout: 20_000 });
  await own.stackyard('restart', 'sessions');
  await told;
  const jobs = await own.ask((client) => client.jobs.list({}));
  expect(jobs.map(({ verb, services, state }) => ({ verb, services, state }))).toEqual([{ verb: 'restart', services: ['sessions'], state: 'done' }]);
  const { services } = JSON.parse(await own.stackyard('status', '--json')) as { readonly services: readonly { readonly name: string; readonly state: string }[] };
  expect(services.map((service) => `${service.name} ${service.state}`)).toEqual(['cache ready', 'sessions ready']);
  expect((await own.ask(({ core }) => core.info({}))).pid).toBe(await corePid(electron));
});

test('a core that is killed is replaced by another utility process, which goes on with the stack', async () => {
  await using window = await own.launch();
  const { electron, page } = window;
  await shown(page, '2 ready');
  const killed = await corePid(electron);
  if (killed === undefined) throw new Error('there is no core');
  process.kill(killed, 'SIGKILL');
  await expect.poll(async () => ((await corePid(electron)) ?? killed) !== killed, { timeout: 20_000 }).toBe(true);
  await expect.poll(() => own.ask(({ core }) => core.info({})).then(({ pid }) => pid), { timeout: 20_000 }).toBe(await corePid(electron));
  await expect(page.getByText('The core has not answered since')).toBeHidden({ timeout: 20_000 });
  await seesHealing(page, 'cache');
});

test('browser mode attaches to its core, and has one of its own when the app is quit; the next app finds that one', async ({ page: tab }) => {
  // Two starts of the app, one of a server, two cores.
  test.slow();
  const pidNow = (): Promise<number> => own.ask(({ core }) => core.info({})).then(({ pid }) => pid);
  {
    await using window = await own.launch();
    await shown(window.page, '2 ready');
    const { url } = JSON.parse(await own.stackyard('ui', '--background', '--json')) as { readonly url: string };
    await tab.goto(url);
    await shown(tab, '2 ready');
    expect(await pidNow()).toBe(await corePid(window.electron));
  }
  await expect(tab.getByText('The core has not answered since')).toBeHidden({ timeout: 20_000 });
  await seesHealing(tab, 'sessions');
  const outside = await pidNow();
  await using window = await own.launch();
  await shown(window.page, '2 ready');
  expect(await pidNow()).toBe(outside);
  await own.stackyard('ui', '--stop');
  await own.ask(({ core }) => core.shutdown({ now: true }));
  await expect.poll(async () => (await pidNow()) === (await corePid(window.electron)), { timeout: 20_000 }).toBe(true);
  await seesHealing(window.page, 'cache');
});

/** With a service that never becomes ready, so that starting it goes on. */
async function startWhatTakesLong({ page }: Desktop): Promise<void> {
  writeFileSync(own.file, `${stack}  slow: { template: memcached, ready: { exec: ["false"], timeout: 5m } }\n`);
  await shown(page, '1 stopped');
  await own.ask(({ jobs }) => jobs.start({ file: own.file, verb: 'up' }));
  await shown(page, `${name}: up`);
  await shown(page, '1 starting');
}

/** What became of the newest change of the stack, as the store has it. */
function lastOutcome(): unknown {
  const database = new Database(join(own.home, 'stackyard.db'), { readonly: true });
  try {
    return database.prepare('SELECT outcome FROM journal ORDER BY started_at DESC LIMIT 1').pluck().get();
  } finally {
    database.close();
  }
}

/** The app that comes after one that ended in the middle: what was begun is taken back with its service. */
async function settles(): Promise<void> {
  await using window = await own.launch();
  await shown(window.page, '2 ready');
  expect(await own.ask((client) => client.jobs.list({}))).toEqual([]);
  writeFileSync(own.file, stack);
  await own.stackyard('up');
  await expect(window.page.getByText('slow', { exact: true })).toHaveCount(0);
  await shown(window.page, '2 ready');
}

/** Processes that have a word in their command line or are one of those given. */
const left = (word: string, ...pids: readonly (number | undefined)[]): readonly string[] => execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(word) || pids.includes(Number.parseInt(line, 10)));

test('quitting while its core is at work asks, and cancels what the next start settles', async () => {
  {
    await using window = await own.launch();
    const { electron } = window;
    await startWhatTakesLong(window);
    await electron.evaluate(({ dialog }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked, answer: 0 });
      dialog.showMessageBox = async (options: unknown) => {
        asked.push((options as { detail: string }).detail);
        return Promise.resolve({ response: (globalThis as unknown as { readonly answer: number }).answer, checkboxChecked: false });
      };
    });
    const asked = (): Promise<readonly string[]> => electron.evaluate(() => (globalThis as unknown as { readonly asked: readonly string[] }).asked);
    await electron.evaluate(({ app }) => app.quit());
    await expect.poll(asked).toEqual([expect.stringContaining(`Quitting cancels: up of ${name}.`)]);
    expect((await own.ask((client) => client.jobs.list({}))).map(({ state }) => state)).toEqual(['running']);
    const pid = await corePid(electron);
    const ended = electron.waitForEvent('close');
    await electron.evaluate(({ app }) => {
      Object.assign(globalThis, { answer: 1 });
      app.quit();
    });
    await ended;
    await expect.poll(() => left(window.userData, pid)).toEqual([]);
  }
  expect(lastOutcome()).toBe('cancelled');
  await settles();
});

for (const [signal, whole] of [
  ['SIGTERM', false],
  ['SIGINT', true],
] as const) {
  test(`${signal} to ${whole ? 'all its processes, as a terminal or the end of a session sends it,' : 'the app'} while its core is at work ends it in order within ten seconds`, async () => {
    await using window = await own.launch();
    await startWhatTakesLong(window);
    const program = window.electron.process();
    const pid = await corePid(window.electron);
    const began = performance.now();
    const ended = once(program, 'exit');
    if (program.pid === undefined) throw new Error('the app has no process');
    process.kill(whole ? -program.pid : program.pid, signal);
    expect(await ended).toEqual([0, null]);
    expect(performance.now() - began).toBeLessThan(10_000);
    await expect.poll(() => left(window.userData, pid)).toEqual([]);
    expect([lastOutcome(), existsSync(join(own.home, 'core.sock'))]).toEqual(['cancelled', false]);
    writeFileSync(own.file, stack);
  });
}

/** Of a store's schema; returns the one before. */
function setVersion(file: string, version: number): number {
  const database = new Database(file);
  try {
    const before = Number(database.pragma('user_version', { simple: true }));
    database.pragma(`user_version = ${version}`);
    return before;
  } finally {
    database.close();
  }
}

test('a state folder that cannot be used is told in the window with the next step, and the app goes on when it can', async () => {
  test.slow();
  const other = join(own.home, '..', 'other');
  writeFileSync(other, '');
  await using window = await own.launchOn(other);
  await expect(window.page.getByRole('alert')).toContainText('is not a directory', { timeout: 20_000 });
  await expect(window.page.getByRole('status').filter({ hasText: 'The core cannot start: ' })).toBeVisible();
  // Put there in one step: an empty folder would do.
  const newer = `${other}.newer`;
  mkdirSync(newer, { mode: 0o700 });
  await (await openStore(newer))[Symbol.asyncDispose]();
  const version = setVersion(join(newer, 'stackyard.db'), 9999);
  rmSync(other);
  renameSync(newer, other);
  await expect(window.page.getByRole('alert')).toContainText('was made by a newer version of Stackyard', { timeout: 20_000 });
  await expect(window.page.getByRole('alert')).toContainText('UNSUPPORTED');
  expect(readFileSync(join(other, 'core.log'), 'utf8')).toContain('the app was not connected: The store');
  setVersion(join(other, 'stackyard.db'), version);
  // The next try may be five seconds away, and opens the store anew.
  await window.page.waitForURL('**/#/-/open', { timeout: 45_000 });
  await expect(window.page.getByRole('status').filter({ hasText: 'The core cannot start' })).toBeHidden({ timeout: 20_000 });
});
