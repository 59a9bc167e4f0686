import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { startDisplay } from '../../../scripts/setup/display.ts';
import { runFolders } from './demo-stack.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
export const windowSize = { width: 1280, height: 800 };

function electronProgram(): string {
  const program = process.env['STACKYARD_ELECTRON'];
  if (program === undefined) throw new Error('STACKYARD_ELECTRON does not name an Electron; npm test prepares one');
  return program;
}

/** What is started and what state it works on. */
export interface AppPlace {
  /** The project, or a folder that stands for it. */
  readonly app: string;
  readonly home: string;
  readonly args: readonly string[];
}

/** The app of the sources on the demo's core, which is a process of its own as beside a command line; own-core.spec.ts is about the app that is the core itself. */
const attached = (): AppPlace => ({ app: root, home: runFolders().home, args: ['--attach'] });

/** The words after the program's name; each folder of user data is an app of its own. */
const wordsFor = (userData: string, { app, args }: AppPlace, more: readonly string[]): string[] => [...asRoot, app, ...args, `--user-data-dir=${userData}`, ...more];
const environment = ({ home }: AppPlace): Record<string, string> => ({ ...(process.env as Record<string, string>), STACKYARD_HOME: home, STACKYARD_NODE: process.execPath, SHOP_PORT: '18089' });

export interface Desktop extends AsyncDisposable {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly userData: string;
}

const startMilliseconds = 25_000;

/** The app as its own process, with its window. `userData`: of an app that ran before; left in place. */
export async function launchDesktop({ args = [], userData: given, place = attached() }: { readonly args?: readonly string[]; readonly userData?: string; readonly place?: AppPlace } = {}): Promise<Desktop> {
  const userData = given ?? mkdtempSync(join(tmpdir(), 'stackyard-window-'));
  const electron = await _electron.launch({ executablePath: electronProgram(), args: wordsFor(userData, place, args), env: environment(place), timeout: startMilliseconds });
  const page = await electron.firstWindow({ timeout: startMilliseconds }).catch((error: unknown) => {
    electron.process().kill('SIGKILL');
    throw error;
  });
  return {
    electron,
    page,
    userData,
    async [Symbol.asyncDispose]() {
      await electron.close();
      if (given === undefined) rmSync(userData, { recursive: true, force: true });
    },
  };
}

/** Starts the app a second time beside the one that runs; resolves with its exit code. */
export async function startAgain(userData: string, ...args: readonly string[]): Promise<number | null> {
  const child = spawn(electronProgram(), wordsFor(userData, attached(), args), { stdio: 'ignore', env: environment(attached()) });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** A screen in memory, where there is no other; DISPLAY names it then. */
export async function provideDisplay(): Promise<AsyncDisposable | undefined> {
  if ((process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '') !== '' || process.platform !== 'linux') return undefined;
  const display = await startDisplay({ screen: '1600x1000x24' });
  process.env['DISPLAY'] = display.name;
  return display;
}
