import { execFileSync } from 'node:child_process';
import { expect, test } from './support/app.ts';
import { fileOf, forgetStacks, go, openStack } from './support/other-stacks.ts';
import { stackyard } from './support/demo-stack.ts';

/** It runs a while before it ends, so that the stack counts it as started: a service that never was is told by its job. */
const program = 'sleep 1; echo "reads its key"; printf "cannot read /run/key: \\\\033[31mno such file\\\\n" >&2; exit 3';

test.afterEach(async () => {
  await stackyard('down', '-f', fileOf('trouble'));
  await forgetStacks('trouble');
});

test('what a service in trouble wrote last stands below its cause, in the stack and on its page, as text', async ({ app: { page } }) => {
  test.setTimeout(120_000);
  await openStack('trouble', `name: trouble\nservices:\n  reader: { image: "local/debian:dev", command: [sh, -c, ${JSON.stringify(program)}] }\n`);
  await go(page, 'trouble', 'stack?service=reader');
  await page.getByRole('complementary', { name: 'Service details' }).getByRole('button', { name: 'Start' }).click();
  const last = page.getByRole('log', { name: 'What reader wrote last' });
  await expect(last.getByText('cannot read /run/key: no such file').last()).toBeVisible({ timeout: 60_000 });
  await go(page, 'trouble', 'services/reader');
  await expect(last.getByText('cannot read /run/key').last()).toBeVisible({ timeout: 20_000 });
  expect(execFileSync('docker', ['ps', '--all', '--quiet', '--filter', 'name=^trouble-reader-1$'], { encoding: 'utf8' })).not.toBe('');
});
