import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryIn, startFakeRegistry } from '../kit/fake-registry.ts';
import { expect, test } from './support/app.ts';
import { runFolders, stackyard } from './support/demo-stack.ts';

const docker = (...words: readonly string[]): string => execFileSync('docker', words, { encoding: 'utf8' }).trim();
/** An image of the registry holds no program: this machine's are lent to it. */
const borrowed = ['/usr', '/bin', '/lib', '/lib64'].filter((path) => existsSync(path)).map((path) => `${path}:${path}:ro`);

test.skip(({ shell }) => shell === 'desktop', 'it is slow, and the pages are the same');

test('an image that comes slowly is followed layer by layer, cancelled without a trace, pulled to its end, and missed with a next step', async ({ app, shell }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await using registry = await startFakeRegistry();
  const name = `pulled-${shell}`;
  const file = join(runFolders().base, name, 'stackyard.yaml');
  const image = registry.image('slow');
  const containers = (): string => docker('ps', '--all', '--filter', `name=^${name}-`, '--format', '{{.Names}}');
  const write = (reference: string): void => writeFileSync(file, `name: ${name}\nservices:\n  web: { image: "${reference}", entrypoint: [/bin/sleep], command: ["1000"], init: true, volumes: ${JSON.stringify(borrowed)} }\n`);
  mkdirSync(dirname(file));
  write(image);
  await page.evaluate('location.hash = "#/-/open"');
  await page.getByRole('textbox', { name: 'Folder' }).fill(dirname(file));
  await page.getByRole('textbox', { name: 'Folder' }).press('Enter');
  await page.getByRole('button', { name: 'Open this stack' }).click();
  await page.waitForURL(`**/#/${name}/stack*`);
  const start = page.getByRole('button', { name: 'Start', exact: true });
  const job = page.getByRole('region', { name: 'Job', exact: true });
  const images = job.getByRole('list', { name: 'Images' });
  const layers = images.getByRole('progressbar', { name: /^Layer / });
  try {
    await start.click();
    // Three at once, as the engine gets them.
    await expect(layers.first()).toBeVisible({ timeout: 20_000 });
    await expect(images.getByText(/^\d of 4 layers · [\d.]+ \w+ of [\d.]+ kB/)).toBeVisible();
    const moved = await layers.first().getAttribute('value');
    await expect.poll(async () => (await layers.count()) === 0 || (await layers.first().getAttribute('value')) !== moved).toBe(true);
    await job.getByRole('button', { name: 'Cancel' }).click();
    await expect(job.getByText('cancelled', { exact: true })).toBeVisible();
    expect(containers()).toBe('');
    expect(docker('images', '--quiet', image)).toBe('');
    const asked = registry.layersBegun(repositoryIn(image));

    await start.click();
    await expect(page.getByText('1 ready')).toBeVisible({ timeout: 40_000 });
    await expect(images.getByText('4 of 4 layers', { exact: false })).toBeVisible();
    expect(registry.layersBegun(repositoryIn(image))).toBeGreaterThanOrEqual(asked);
    expect(containers()).toBe(`${name}-web-1`);

    const gone = registry.image('n404');
    write(gone);
    await page.getByRole('button', { name: /^(Apply file|Start)/ }).click();
    const failure = job.getByRole('alert');
    await expect(failure).toContainText(`${gone} was not found or is private`);
    await expect(failure).toContainText('docker login');
    // What runs goes on as it was.
    expect(containers()).toBe(`${name}-web-1`);
  } finally {
    write(image);
    await stackyard('down', '-f', file);
    if (docker('images', '--quiet', image) !== '') docker('image', 'rm', '--force', image);
    await app.show('/-/open');
    await page.getByRole('button', { name: `Take ${name} out of the list` }).click();
    await expect(page.getByRole('button', { name: `Take ${name} out of the list` })).toBeHidden();
  }
});
