import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from './support/app.ts';
import { runFolders, stackName } from './support/demo-stack.ts';
import { restoreStackFile, stackFile } from './support/stack-file.ts';

restoreStackFile();

test('a change of the stack file, and of the sources of a build, is told before it is applied', async ({ app: { page } }) => {
  test.setTimeout(90_000);
  const apply = (changes: string) => page.getByRole('button', { name: `Apply file${changes}`, exact: true });
  await expect(apply('')).toBeVisible();
  const before = readFileSync(stackFile(), 'utf8');
  writeFileSync(stackFile(), before.replace('fsync: always', 'fsync: everysec'));
  await expect(apply(' to 1 service')).toBeVisible({ timeout: 20_000 });
  await expect(apply(' to 1 service')).toHaveAttribute('title', /^cache: redis\.conf changed: appendfsync always → everysec/);
  writeFileSync(stackFile(), before);
  await expect(apply('')).toBeVisible({ timeout: 20_000 });
  const source = join(runFolders().project, 'api', 'src', 'main.ts');
  const program = readFileSync(source, 'utf8');
  writeFileSync(source, `${program}\n// changed\n`);
  try {
    // As when the window is looked at again; by itself it is seen within half a minute.
    const lookAgain = async (): Promise<string | null> => {
      await page.evaluate("window.dispatchEvent(new Event('visibilitychange'))");
      return page.getByRole('button', { name: /^Apply file/ }).getAttribute('title');
    };
    await expect.poll(lookAgain, { timeout: 45_000, intervals: [1_000] }).toMatch(/^api: /m);
  } finally {
    writeFileSync(source, program);
  }
});

test('a command that does its work beside the app is told while it runs', async ({ app: { page } }) => {
  const { home, project } = runFolders();
  // With another environment than the core's, the command line does it by itself.
  const env = { ...process.env, STACKYARD_HOME: home, SHOP_PORT: '18089', DOCKER_CONFIG: join(home, 'elsewhere') };
  const told = page.getByRole('status').filter({ hasText: `${stackName}: stackyard restart` });
  const ended = promisify(execFile)(process.execPath, [join(import.meta.dirname, '..', '..', 'bin', 'stackyard.js'), 'restart', 'sessions'], { cwd: project, env });
  await expect(told).toBeVisible();
  await expect(page.getByRole('button', { name: /^(Apply file|Start)/ })).toBeDisabled();
  await ended;
  await expect(told).toBeHidden();
  await expect(page.getByText('9 ready')).toBeVisible({ timeout: 30_000 });
});
