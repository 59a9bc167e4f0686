import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from './support/app.ts';
import { stackName, stackyard } from './support/demo-stack.ts';
import { restoreStackFile, stackFile } from './support/stack-file.ts';

const restored = restoreStackFile();

const running = (service: string): readonly string[] =>
  execFileSync('docker', ['ps', '--filter', `name=^${stackName}-${service}-\\d+$`, '--format', '{{.Names}}'], { encoding: 'utf8' }).trim().split('\n').toSorted();

test('a service goes from one to three replicas and back; file, screen and engine say the same', async ({ app }) => {
  restored.andServices();
  test.setTimeout(180_000);
  const { page } = app;
  await app.show('services/sessions');
  const replicas = page.getByRole('region', { name: 'Replicas' });
  const isAt = async (count: number): Promise<void> => {
    await expect(replicas.getByText(`${count} of ${count} ready`)).toBeVisible({ timeout: 60_000 });
    await expect(replicas.getByRole('row')).toHaveCount(count + 1);
    await expect.poll(() => running('sessions'), { timeout: 30_000 }).toEqual(Array.from({ length: count }, (_, index) => `${stackName}-sessions-${index + 1}`));
  };
  await isAt(1);
  for (const [button, count] of [['One replica more', 2], ['One replica more', 3], ['One replica less', 2], ['One replica less', 1]] as const) {
    await page.getByRole('button', { name: button }).click();
    await isAt(count);
  }
  expect(readFileSync(stackFile(), 'utf8')).toContain('scale: 1');
  await app.show('stack');
  await expect(page.getByText('9 ready')).toBeVisible();
});

test('a build that a terminal began is followed step by step', async ({ app }) => {
  restored.andServices();
  test.setTimeout(240_000);
  const { page } = app;
  await expect(page.getByText('9 ready')).toBeVisible();
  const built = stackyard('images', 'build', 'api');
  await page.getByRole('button', { name: /images|build/ }).first().click({ timeout: 30_000 });
  const images = page.getByRole('region', { name: 'Steps of the job' }).getByRole('list', { name: 'Images' });
  await expect(images.getByText(/step \d+ of \d+/)).toBeVisible({ timeout: 60_000 });
  await expect(images.getByText(/^(FROM|COPY|RUN|WORKDIR)/).first()).toBeVisible();
  await built;
  await expect(page.getByText('done', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole('button', { name: 'Close the job; it goes on' }).click();
});
