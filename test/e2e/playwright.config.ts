import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import type { ShellOption } from './support/app.ts';

/** The app in a real browser and in a real window, on one real demo stack. `npm test` runs it, and sets where Chromium, Electron and the reports are. */
export default defineConfig<ShellOption>({
  testDir: import.meta.dirname,
  globalSetup: './global-setup.ts',
  // One stack behind all of them.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: join(import.meta.dirname, '..', '..', 'out', 'e2e'),
  use: {
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    launchOptions: { executablePath: process.env['STACKYARD_CHROMIUM'] ?? '/usr/bin/chromium', args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] },
  },
  projects: [
    { name: 'browser', testMatch: '*.spec.ts', testIgnore: ['desktop.spec.ts', 'own-core.spec.ts'] },
    // What a browser's tab alone has, its link and its server, is not there.
    { name: 'desktop', testMatch: '*.spec.ts', testIgnore: 'session.spec.ts', use: { shell: 'desktop' } },
  ],
});
