import { defineConfig } from '@playwright/test';
import { join } from 'node:path';

/** The app in a real browser, on the real demo stack. `npm test` runs it, and sets where Chromium is and where the reports go. */
export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '*.spec.ts',
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
  projects: [{ name: 'browser' }],
});
