import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { OrdinaryUser } from './ordinary-user.ts';

const secondStartMilliseconds = 10_000;

export interface RunningApp extends AsyncDisposable {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page complained of. */
  readonly complaints: readonly string[];
}

/** Starts an installed program as the user, with its sandbox as it comes, and waits for its window. */
export async function startInstalledApp(call: { readonly user: OrdinaryUser; readonly program: string; readonly display: string; readonly args: readonly string[]; readonly environment?: Readonly<Record<string, string>> }): Promise<RunningApp> {
  const { user, program, display, args } = call;
  const app = await _electron.launch({ executablePath: user.launcher(program), args: [...args], cwd: user.home, env: user.environment({ DISPLAY: display, ...call.environment }), chromiumSandbox: true, timeout: 60_000 });
  const complaints: string[] = [];
  const page = await app.firstWindow({ timeout: 60_000 });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    app,
    page,
    complaints,
    async [Symbol.asyncDispose]() {
      await app.close();
    },
  };
}

/** Starts the program once more beside one that runs: it has to end by itself, well. @throws Error where it does not. */
export async function secondStart(user: OrdinaryUser, display: string): Promise<void> {
  const [command, args] = user.command(['/usr/bin/stackyard-desktop', '--attach']);
  await promisify(execFile)(command, [...args], { cwd: user.home, env: user.environment({ DISPLAY: display }), timeout: secondStartMilliseconds });
}
