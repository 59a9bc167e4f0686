import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { packageFacts, startUpdates, updateWay, type Installation, type Updater, type UpdateState } from './updates.ts';

const deb: Installation = { packaged: true, platform: 'linux', hasFeed: true, packageType: 'deb', program: '/opt/Stackyard/stackyard-desktop', environment: {} };

test.each([
  ['a deb asks first', deb, 'when-asked'],
  ['an rpm asks first', { ...deb, packageType: 'rpm' }, 'when-asked'],
  ['an AppImage replaces itself', { ...deb, packageType: undefined, environment: { APPIMAGE: '/home/a/Stackyard.AppImage' } }, 'by-itself'],
  ['Windows', { ...deb, platform: 'win32', packageType: undefined }, 'by-itself'],
  ['macOS', { ...deb, platform: 'darwin', packageType: undefined }, 'by-itself'],
  ['an unpacked archive', { ...deb, packageType: undefined }, 'never'],
  ['an unpacked archive of the build that made the deb', { ...deb, program: '/home/a/stackyard-0.1.0/stackyard-desktop' }, 'never'],
  ['the sources', { ...deb, packaged: false }, 'never'],
  ['a build without a feed', { ...deb, hasFeed: false }, 'never'],
  ['turned off by the user', { ...deb, environment: { STACKYARD_UPDATES: 'off' } }, 'never'],
] as const)('%s: %o is %s', (_, installation, kind) => {
  expect(updateWay(installation).kind).toBe(kind);
});

test('facts are read beside the archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'updates-test-'));
  expect(packageFacts(folder)).toEqual({ hasFeed: false, packageType: undefined });
  writeFileSync(join(folder, 'app-update.yml'), 'provider: generic\n');
  writeFileSync(join(folder, 'package-type'), 'deb\n');
  expect(packageFacts(folder)).toEqual({ hasFeed: true, packageType: 'deb' });
  rmSync(folder, { recursive: true });
});

class FakeUpdater extends EventEmitter implements Updater {
  autoDownload = true;
  autoInstallOnAppQuit = true;
  readonly calls: string[] = [];
  failure: Error | undefined;
  async checkForUpdates() {
    this.calls.push('check');
    if (this.failure === undefined) return;
    this.emit('error', this.failure);
    throw this.failure;
  }
  async downloadUpdate() {
    this.calls.push('download');
  }
  quitAndInstall() {
    this.calls.push('install');
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

async function started(way: 'by-itself' | 'when-asked') {
  const updater = new FakeUpdater();
  const told: UpdateState[] = [];
  const updates = await startUpdates({ way: { kind: way }, load: async () => updater, tell: (state) => told.push(state) });
  return { updater, told, updates };
}

test('where there are none, the updater is not even loaded', async () => {
  const load = vi.fn<() => Promise<Updater>>();
  const updates = await startUpdates({ way: { kind: 'never', reason: 'why' }, load, tell: () => undefined });
  await updates.check();
  await updates.proceed();
  expect(load).not.toHaveBeenCalled();
  expect(updates.state()).toEqual({ kind: 'never', reason: 'why' });
});

test('looks soon after the start and every six hours, until stopped', async () => {
  const { updater, updates } = await started('by-itself');
  await vi.advanceTimersByTimeAsync(21_000);
  expect(updater.calls).toEqual(['check']);
  await vi.advanceTimersByTimeAsync(6 * 3600_000);
  expect(updater.calls).toEqual(['check', 'check']);
  updates.stop();
  await vi.advanceTimersByTimeAsync(24 * 3600_000);
  expect(updater.calls).toHaveLength(2);
});

test('of itself it loads and installs at the end; with a package manager only when told to', async () => {
  const itself = await started('by-itself');
  expect([itself.updater.autoDownload, itself.updater.autoInstallOnAppQuit]).toEqual([true, true]);
  const { updater, told, updates } = await started('when-asked');
  expect([updater.autoDownload, updater.autoInstallOnAppQuit]).toEqual([false, false]);
  await updates.proceed();
  expect(updater.calls).toEqual([]);
  updater.emit('update-available', { version: '2.0.0' });
  await updates.proceed();
  updater.emit('download-progress', { percent: 41.6 });
  updater.emit('update-downloaded', { version: '2.0.0' });
  await updates.proceed();
  expect(updater.calls).toEqual(['download', 'install']);
  expect(told.map((state) => ('percent' in state ? `${state.kind} ${state.percent}` : state.kind))).toEqual(['available', 'loading 0', 'loading 42', 'ready']);
});

test('a failed look is told once and is no exception; a later one may go well', async () => {
  const { updater, told, updates } = await started('when-asked');
  updater.failure = new Error('net::ERR_INTERNET_DISCONNECTED');
  await updates.check();
  expect(told).toEqual([{ kind: 'failed', reason: 'net::ERR_INTERNET_DISCONNECTED' }]);
  updater.failure = undefined;
  await updates.check();
  updater.emit('update-not-available');
  expect(updates.state()).toEqual({ kind: 'none' });
});

test('what is being loaded or is ready is not looked for again', async () => {
  const { updater, updates } = await started('by-itself');
  updater.emit('update-available', { version: '2.0.0' });
  await updates.check();
  updater.emit('update-downloaded', { version: '2.0.0' });
  await updates.check();
  expect(updater.calls).toEqual([]);
});
