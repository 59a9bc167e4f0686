import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How this installation comes to a newer version. */
export type UpdateWay =
  /** Fetched in the background, put in place when the app ends. */
  | { readonly kind: 'by-itself' }
  /** The system's package manager asks for a password: only looked for, fetched and installed when the user says so. */
  | { readonly kind: 'when-asked' }
  | { readonly kind: 'never'; readonly reason: string };

export interface Installation {
  readonly packaged: boolean;
  readonly platform: NodeJS.Platform;
  /** Whether the package names a place to look at. */
  readonly hasFeed: boolean;
  /** `deb`, `rpm`; undefined where no package manager put it here. */
  readonly packageType?: string | undefined;
  /** The running program, an absolute path. */
  readonly program: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Decides without looking anywhere, so that nothing is asked of the network where nothing can come of it. */
export function updateWay({ packaged, platform, hasFeed, packageType, program, environment }: Installation): UpdateWay {
  if (environment['STACKYARD_UPDATES'] === 'off') return { kind: 'never', reason: 'STACKYARD_UPDATES=off turned updates off.' };
  if (!packaged) return { kind: 'never', reason: 'The app runs from its sources.' };
  if (!hasFeed) return { kind: 'never', reason: 'This build names no place to look for updates.' };
  if (platform !== 'linux') return { kind: 'by-itself' };
  // Packages put the app in /opt; an archive of the same build, unpacked elsewhere, claims the same type.
  if ((packageType === 'deb' || packageType === 'rpm') && program.startsWith('/opt/')) return { kind: 'when-asked' };
  if (environment['APPIMAGE'] !== undefined && environment['APPIMAGE'] !== '') return { kind: 'by-itself' };
  return { kind: 'never', reason: 'The app was unpacked from an archive; unpack a newer one in its place.' };
}

/** What the package says of itself. @param resources process.resourcesPath */
export function packageFacts(resources: string): Pick<Installation, 'hasFeed' | 'packageType'> {
  const type = join(resources, 'package-type');
  return { hasFeed: existsSync(join(resources, 'app-update.yml')), packageType: existsSync(type) ? readFileSync(type, 'utf8').trim() : undefined };
}

export type UpdateState =
  | { readonly kind: 'never'; readonly reason: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'available' | 'ready'; readonly version: string }
  | { readonly kind: 'loading'; readonly version: string; readonly percent: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** What is used of electron-updater's autoUpdater. */
export interface Updater {
  autoDownload: boolean;
  autoInstallOnAppQuit: boolean;
  on(event: 'update-available' | 'update-downloaded', listener: (found: { readonly version: string }) => void): unknown;
  on(event: 'update-not-available', listener: () => void): unknown;
  on(event: 'download-progress', listener: (progress: { readonly percent: number }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  checkForUpdates(): Promise<unknown>;
  downloadUpdate(): Promise<unknown>;
  quitAndInstall(): void;
}

export interface Updates {
  readonly state: () => UpdateState;
  /** Looks now. Never rejects: a failure is the state. */
  check(): Promise<void>;
  /** Fetches what is available; installs what is ready, for which the app ends. */
  proceed(): Promise<void>;
  stop(): void;
}

const firstCheckMilliseconds = 20_000;
const checkMilliseconds = 6 * 60 * 60_000;

/**
 * Looks for updates twenty seconds after the start and every six hours. `load` is called only where there can be any.
 * @param tell called with each new state; a failure is told, never thrown: an app that cannot update still works.
 */
export async function startUpdates({ way, load = loadUpdater, tell }: { readonly way: UpdateWay; readonly load?: () => Promise<Updater>; readonly tell: (state: UpdateState) => void }): Promise<Updates> {
  let state: UpdateState = way.kind === 'never' ? way : { kind: 'none' };
  const set = (next: UpdateState): void => {
    state = next;
    tell(next);
  };
  if (way.kind === 'never') return { state: () => state, check: async () => undefined, proceed: async () => undefined, stop: () => undefined };
  const updater = await load();
  updater.autoDownload = way.kind === 'by-itself';
  updater.autoInstallOnAppQuit = way.kind === 'by-itself';
  let version = '';
  updater.on('update-available', (found) => {
    version = found.version;
    set(way.kind === 'by-itself' ? { kind: 'loading', version, percent: 0 } : { kind: 'available', version });
  });
  updater.on('update-not-available', () => set({ kind: 'none' }));
  updater.on('download-progress', ({ percent }) => set({ kind: 'loading', version, percent: Math.round(percent) }));
  updater.on('update-downloaded', (found) => set({ kind: 'ready', version: found.version }));
  // The updater emits what it also rejects with.
  updater.on('error', (error) => set({ kind: 'failed', reason: error.message }));
  const quietly = async (work: Promise<unknown>): Promise<void> => void (await work.catch((error: unknown) => state.kind === 'failed' || set({ kind: 'failed', reason: String(error) })));
  const check = async (): Promise<void> => {
    if (state.kind !== 'loading' && state.kind !== 'ready') await quietly(updater.checkForUpdates());
  };
  const timers = [setTimeout(() => void check(), firstCheckMilliseconds), setInterval(() => void check(), checkMilliseconds)];
  return {
    state: () => state,
    check,
    async proceed() {
      if (state.kind === 'ready') updater.quitAndInstall();
      if (state.kind !== 'available') return;
      set({ kind: 'loading', version, percent: 0 });
      await quietly(updater.downloadUpdate());
    },
    stop: () => timers.forEach(clearTimeout),
  };
}

/** electron-updater picks the installer by platform and package. */
async function loadUpdater(): Promise<Updater> {
  const { default: electronUpdater } = await import('electron-updater');
  return electronUpdater.autoUpdater;
}
