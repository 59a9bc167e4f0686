// Installs the deb, runs the installed app as an ordinary user with its sandbox on, drives it, and removes it again: npm run package:verify [-- DEB]. Needs root on Debian or Ubuntu.
import { accessSync, chmodSync, constants, existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { expect } from '@playwright/test';
import { StackyardError } from '../services/contract/errors.ts';
import { makePackage } from './package/make-package.ts';
import { changedFiles, fieldOf, installDeb, installNeeds, purge, stateOf } from './package/verify/debian.ts';
import { archiveContent, wrongFuses } from './package/verify/package-content.ts';
import { secondStart, startInstalledApp } from './package/verify/installed-app.ts';
import { expectOwnCore, fitInstalledApp } from './package/verify/own-core.ts';
import { startPackedCore } from './package/verify/packed-core.ts';
import { openSmallStack, pageFaults, useApp, writeSmallStack } from './package/verify/use-app.ts';
import { updateFeed, type UpdateFeed } from './package/verify/update-feed.ts';
import { systemPaths } from './package/verify/leftovers.ts';
import { ordinaryUser, type OrdinaryUser } from './package/verify/ordinary-user.ts';
import { processFacts, sandboxFaults, type ProcessFacts } from './package/verify/sandbox-facts.ts';
import { steps } from './package/verify/steps.ts';
import { startDisplay } from './setup/display.ts';
import { isDebianLike } from './setup/apt.ts';
import { ensureEngine } from './setup/engine.ts';
import { ensureElectronSystem } from './setup/electron-system.ts';

const program = '/opt/Stackyard/stackyard-desktop';
const resources = '/opt/Stackyard/resources';
const sandboxHelper = '/opt/Stackyard/chrome-sandbox';
/** The app waits twenty seconds before it looks. */
const firstLookMilliseconds = 40_000;
type Isolation = ProcessFacts['isolation'];
const step = steps((line) => console.log(line));
const say = (message: string): void => console.error(`stackyard: ${message}`);
const wrong = (what: string): StackyardError => new StackyardError('INTERNAL', what);

function expectNone(found: readonly string[], what: string): void {
  if (found.length > 0) throw wrong(`${what}: ${found.join('; ')}`);
}

async function verify(given: string | undefined): Promise<void> {
  if (process.getuid?.() !== 0 || !isDebianLike()) throw new StackyardError('UNSUPPORTED', 'package:verify installs a Debian package, for which it has to be root on Debian or Ubuntu.', { hint: 'Run it in such a machine or container.' });
  await using feed = await updateFeed();
  // A package that is given knows another place.
  if (given === undefined) process.env['STACKYARD_UPDATE_URL'] = feed.address;
  const deb = await step('package', async () => (given === undefined ? (await makePackage({ targets: ['deb'], download: false, drivable: true, say })).files.find((file) => file.endsWith('.deb')) : resolve(given)), String);
  if (deb === undefined) throw wrong('No deb was made.');
  const name = await fieldOf(deb, 'Package');
  if ((await stateOf(name)) !== undefined) throw new StackyardError('CONFLICT', `${name} is installed here already.`, { hint: `Remove it first: apt-get purge ${name}` });
  await ensureElectronSystem(say);
  await step('a Docker Engine is there', ensureEngine);
  await step('what the package needs is there', () => installNeeds(deb));
  await using user = await ordinaryUser();
  const before = await step('paths of the system before', () => systemPaths(name), (paths) => `${paths.size}`);
  try {
    await step('apt-get install', () => installDeb(deb));
    await step('installed as packed', async () => expectNone([await changedFiles(name)].filter((text) => text !== ''), 'dpkg --verify found changes'));
    await step('program, menu entry and icons are in place', expectInstalled);
    await step('fuses are as they must be', async () => expectNone(await wrongFuses(program), 'fuses'));
    await step('the archive holds the app, one native library and nothing else', () => {
      const { files, strangers, natives } = archiveContent(join(resources, 'app.asar'));
      expectNone(strangers, 'what does not belong there');
      if (natives.length !== 1) throw wrong(`native libraries: ${natives.join(', ')}`);
      return `${files} files, ${natives.join()}`;
    }, String);
    // What after-install.sh found out: the helper is for systems where an ordinary user may not make user namespaces.
    const usual = statSync(sandboxHelper).mode & 0o4000 ? 'setuid-helper' : 'user-namespace';
    await drive(user, usual, given === undefined ? feed : undefined);
    await driveOwnCore(user, usual);
    await step('none of its processes is left', noneRuns);
  } finally {
    await step('apt-get purge', () => purge(name));
  }
  await step('nothing is left', async () => {
    expectNone([...systemPaths(name)].filter((path) => !before.has(path)), 'left behind');
    if ((await stateOf(name)) !== undefined) throw wrong(`dpkg still knows ${name}`);
  });
}

function expectInstalled(): void {
  accessSync(program, constants.X_OK);
  const wanted = ['/usr/bin/stackyard-desktop', '/usr/share/applications/stackyard-desktop.desktop', ...[16, 48, 256, 512].map((side) => `/usr/share/icons/hicolor/${side}x${side}/apps/stackyard-desktop.png`), ...['compose-templates', 'resources/images', 'resources/schema'].map((folder) => join(resources, folder))];
  expectNone(wanted.filter((path) => !existsSync(path)), 'missing');
  if (statSync(program).uid !== 0) throw wrong('the program does not belong to root');
}

/** A package that was made for this run looks for updates at `feed`. */
async function drive(user: OrdinaryUser, usual: Isolation, feed: UpdateFeed | undefined): Promise<void> {
  await using display = await startDisplay({ screen: '1440x900x24', runAs: user });
  await using core = await step('the packed core answers, on Node beside the installed templates', () => startPackedCore(user, resources));
  const stack = await step('a stack is opened', () => openSmallStack(writeSmallStack(user), core.socket), ({ name }) => name);
  {
    await using running = await step('the app opens its window and attaches', () => startInstalledApp({ user, program, display: display.name, args: ['--attach'] }));
    await step('it is the packaged one', async () => {
      const facts = await running.app.evaluate(({ app }) => ({ packaged: app.isPackaged, resources: process.resourcesPath }));
      if (!facts.packaged || facts.resources !== resources) throw wrong(JSON.stringify(facts));
    });
    await step('the stack screen, the catalog, a service started and stopped', () => useApp(running.page, stack));
    await step('nothing was complained of', () => expectNone(running.complaints, 'the page complained'));
    await step('the page can do what a page can, and no more', async () => expectNone(await pageFaults(running.page), 'more than a page may'));
    await step('the sandbox holds', () => sandboxHolds(usual), String);
    if (feed !== undefined) {
      await step('it looks for updates where the package says, and loads none unasked', async () => {
        await feed.read(firstLookMilliseconds);
        expectNone(feed.asked.filter((path) => path !== '/latest-linux.yml'), 'asked for');
      });
    }
    await step('a second start gives way to the first', () => secondStart(user, display.name));
  }
  // As after-install.sh does on such systems.
  chmodSync(sandboxHelper, 0o4755);
  await using _running = await step('the window opens without user namespaces', () => startInstalledApp({ user, program, display: display.name, args: ['--attach', '--disable-namespace-sandbox'] }));
  await step("the sandbox holds by the setuid helper's means", () => sandboxHolds('setuid-helper'), String);
}

/** As users have it: the app is the core itself. Files that the package does not have by itself go with it, whose paths they have. */
async function driveOwnCore(user: OrdinaryUser, usual: Isolation): Promise<void> {
  await step('its core is made to run in the Electron for verification', () => fitInstalledApp(resources));
  await using display = await startDisplay({ screen: '1440x900x24', runAs: user });
  const stack = await step('a stack is written', () => writeSmallStack(user));
  await using running = await step('the app opens its window on it', () => startInstalledApp({ user, program, display: display.name, args: [`--stack=${stack.file}`] }));
  await step('its utility process is the core', () => expectOwnCore(running.app, user), (pid) => `process ${pid}`);
  await step('a service started, seen ready and stopped, by the packaged keeper', () => useApp(running.page, stack));
  await step('nothing was complained of', () => expectNone(running.complaints, 'the page complained'));
  await step('the sandbox holds', () => sandboxHolds(usual), String);
}

/** Also the keeper of a stack's processes ends, when it has none to keep. */
async function noneRuns(): Promise<void> {
  await expect.poll(() => processFacts(program), { timeout: 15_000 }).toEqual([]);
}

/** The processes of the app and what each is shut into. @throws StackyardError INTERNAL with each hole. */
function sandboxHolds(by: Isolation): string {
  const facts = processFacts(program);
  expectNone(sandboxFaults(facts), 'the sandbox has holes');
  expectNone(facts.filter(({ kind, isolation }) => kind === 'renderer' && isolation !== by).map(({ isolation }) => isolation), `renderers not shut in by ${by}`);
  return facts.map(({ kind, filtered, isolation }) => [kind, ...(isolation === 'none' ? [] : [isolation]), ...(filtered ? ['filtered'] : [])].join(' ')).join(', ');
}

const { positionals } = parseArgs({ allowPositionals: true });
try {
  await verify(positionals[0]);
} catch (error) {
  if (!(error instanceof StackyardError)) throw error;
  console.error(`stackyard: ${error.message}\n${error.hint ?? ''}`);
  process.exitCode = 1;
}
