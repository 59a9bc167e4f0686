import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import type { JSONReport, JSONReportSuite } from '@playwright/test/reporter';
import { checks, CheckFailure } from './checks.ts';
import { ensureBrowser } from './setup/browser.ts';
import { buildDesktop } from './setup/desktop.ts';
import { prepareElectron } from './setup/electron.ts';
import { ensureEngine } from './setup/engine.ts';
import { buildPages } from './setup/pages.ts';
import { provideScenarioImages } from './setup/scenario-images.ts';
import { provideTools } from './tools/provide.ts';
import { fail, newCount, tellCount, type Count } from './test-count.ts';
import { runTests } from './vitest-run.ts';

const root = join(import.meta.dirname, '..');
const flags = new Set(process.argv.slice(2));
const say = (message: string) => {
  process.stderr.write(`stackyard: ${message}\n`);
};

async function runChecks(count: Count): Promise<void> {
  for (const check of checks) {
    const started = performance.now();
    try {
      const found = await check.run(root);
      count.passed += 1;
      say(`ok      ${check.name}: ${found} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      if (!(error instanceof CheckFailure)) throw error;
      fail(count, check.name, error.message);
      say(`FAILED  ${check.name}\n${error.message}`);
    }
  }
}

/** One line for each test that failed in a suite. One that passed only when it was tried again has not passed. */
function failuresOf(suite: JSONReportSuite): readonly { readonly test: string; readonly why: string | undefined }[] {
  const own = suite.specs.flatMap(({ file, title, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({ test: `test/e2e/${file} › ${title} (${projectName})`, why: results.flatMap(({ errors }) => errors)[0]?.message })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}

/** The app in a real browser and in a real window, on a demo stack of its own. */
async function runAppTests(count: Count): Promise<void> {
  const chromium = await ensureBrowser(say);
  const electron = join(await prepareElectron(say), 'electron');
  await buildPages();
  await buildDesktop();
  const report = join(tmpdir(), `stackyard-e2e-${process.pid}.json`);
  const child = spawn(process.execPath, [join(root, 'node_modules/@playwright/test/cli.js'), 'test', '--config', join(root, 'test/e2e/playwright.config.ts'), '--reporter=list,json'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, STACKYARD_CHROMIUM: chromium, STACKYARD_ELECTRON: electron, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('exit', () => resolve()));
  const { stats, errors, suites } = JSON.parse(readFileSync(report, 'utf8')) as JSONReport;
  rmSync(report, { force: true });
  count.passed += stats.expected;
  for (const { test, why } of suites.flatMap(failuresOf)) fail(count, test, why);
  // What failed outside of a test: the set-up, a file that could not be loaded.
  for (const { message } of errors) fail(count, 'the tests of the app', message);
  if (stats.skipped > 0) say(`${stats.skipped} tests of the app were skipped; each prints its reason.`);
}

/**
 * Exports are held against the real validators. Where one cannot be built its tests say that they are skipped, or fail when STACKYARD_TOOLS_REQUIRED is
 * set; then those are built as well that take minutes.
 */
async function provideValidators(): Promise<void> {
  for (const outcome of await provideTools(say, { quick: (process.env['STACKYARD_TOOLS_REQUIRED'] ?? '') === '' })) if (outcome.state === 'missing') say(`MISSING ${outcome.name} ${outcome.version}, so what it checks is skipped: ${outcome.reason}`);
}

const count = newCount();
const environment = flags.has('--soak') ? { STACKYARD_SOAK: '1' } : {};
const started = performance.now();
// Built one package at a time and behind everything else, so the checks need not wait.
const validators = provideValidators();
await runChecks(count);
await validators;
await runTests('unit', count, environment);
if (!flags.has('--unit')) {
  await ensureEngine();
  say('providing the images of the scenarios: present, else built …');
  await provideScenarioImages();
  await runTests('scenarios', count, environment);
  await runAppTests(count);
}
say(`done in ${((performance.now() - started) / 60_000).toFixed(1)} minutes.`);
tellCount(count);
