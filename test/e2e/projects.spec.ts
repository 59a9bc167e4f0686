import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, type App } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { runFolders, stackName, stackyard } from './support/demo-stack.ts';
import { pictureFolder, takePicture } from './support/pictures.ts';

/** A folder for what these tests make, beside the demo of this run. */
const ground = (shell: string): string => join(runFolders().base, `ground-${shell}`);
const openAt = (folder: string, more = ''): string => `/-/open?folder=${encodeURIComponent(folder)}${more}`;

test.beforeEach(({ shell }) => {
  mkdirSync(join(ground(shell), 'inner', 'empty'), { recursive: true });
});
test.afterEach(({ shell }) => rmSync(ground(shell), { recursive: true, force: true }));

const folders = ({ page }: App) => page.getByRole('listbox', { name: 'Folders' });
const path = ({ page }: App) => page.getByRole('textbox', { name: 'Folder' });

/** Nothing of it runs, and no shell knows it, at the end. */
async function forget(app: App, name: string): Promise<void> {
  await app.show('/-/open');
  await app.page.getByRole('button', { name: `Take ${name} out of the list` }).click();
  await expect(app.page.getByRole('button', { name: `Take ${name} out of the list` })).toBeHidden();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`without any stack the app begins with a folder; a stack that is there is read, then opened (${colorScheme})`, async ({ app, shell }) => {
    test.setTimeout(120_000);
    const { page } = app;
    await page.emulateMedia({ colorScheme });
    try {
      await forget(app, stackName);
      await page.evaluate('location.hash = ""');
      await page.waitForURL('**/#/-/open');
      await expect(page.getByRole('heading', { name: 'Your whole local stack, from one file' })).toBeVisible();
      expect(await seriousOn(page)).toEqual([]);
      if (pictureFolder !== undefined && shell === 'browser') {
        await app.show(openAt(dirname(runFolders().project)));
        await expect(folders(app).getByRole('option')).toHaveCount(4);
        await takePicture(page, `first-run-${colorScheme}`);
      }
      await path(app).fill(join(ground(shell), 'nowhere'));
      await path(app).press('Enter');
      await expect(page.getByText(`There is no folder ${join(ground(shell), 'nowhere')}.`)).toBeVisible();
      expect(await seriousOn(page)).toEqual([]);
      await path(app).fill(runFolders().project);
      await path(app).press('Enter');
      await expect(page.getByRole('region', { name: 'The stack file' })).toContainText(`name: ${stackName}`);
      expect(await seriousOn(page)).toEqual([]);
      await page.getByRole('button', { name: 'Open this stack' }).click();
      await page.waitForURL(`**/#/${stackName}/stack`);
      await expect(page.getByText('9 ready')).toBeVisible();
    } finally {
      // The other tests need it, whatever happened here.
      await stackyard('ui', '--background', '--json');
    }
  });
}

test('folders are walked by the keyboard alone', async ({ app, shell }) => {
  const { page } = app;
  for (const name of ['alpha', 'beta', 'bravo']) mkdirSync(join(ground(shell), name));
  await app.show(openAt(ground(shell)));
  await expect(folders(app)).toBeFocused();
  await page.keyboard.press('b');
  await expect(folders(app).getByRole('option', { selected: true })).toHaveText('beta');
  await page.keyboard.press('b');
  await expect(folders(app).getByRole('option', { selected: true })).toHaveText('bravo');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(path(app)).toHaveValue(join(ground(shell), 'inner'));
  await page.keyboard.press('Enter');
  await expect(page.getByText('No folders inside. A new stack can begin here.')).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(path(app)).toHaveValue(join(ground(shell), 'inner'));
  await page.keyboard.press('Backspace');
  await expect(folders(app).getByRole('option')).toHaveCount(4);
});

test('a stack is made from a set of templates: previewed, written as previewed, started, shown', async ({ app, shell }) => {
  test.setTimeout(120_000);
  const { page } = app;
  const name = `made-${shell}`;
  const file = join(ground(shell), name, 'stackyard.yaml');
  await app.show(openAt(ground(shell)));
  await page.getByRole('radio', { name: /Templates/ }).check();
  await page.getByRole('button', { name: 'Database and cache' }).click();
  await expect(page.getByRole('checkbox', { name: 'PostgreSQL' })).toBeChecked();
  await page.getByRole('checkbox', { name: 'PostgreSQL' }).uncheck();
  await page.getByRole('checkbox', { name: 'Redis' }).uncheck();
  await page.getByRole('checkbox', { name: 'Memcached' }).check();
  await page.getByRole('checkbox', { name: 'in a new folder of that name' }).check();
  const field = page.getByRole('textbox', { name: 'Name of the stack' });
  await field.fill('Not A Name');
  await expect(page.getByText('"Not A Name" cannot be the name of a stack.')).toBeVisible();
  await field.fill(name);
  const text = page.getByRole('region', { name: 'The new stackyard.yaml' });
  await expect(text).toContainText(`name: ${name}`);
  await expect(text).toContainText('template: memcached');
  expect(existsSync(dirname(file))).toBe(false);
  await page.getByRole('button', { name: `Create and start ${name}` }).click();
  await page.waitForURL(`**/#/${name}/stack*`);
  await expect(page.getByText('1 ready')).toBeVisible({ timeout: 60_000 });
  expect(readFileSync(file, 'utf8')).toContain('template: memcached');
  await stackyard('down', '-f', file);
  await forget(app, name);
});

test('a file that appears after the preview is left alone', async ({ app, shell }) => {
  const { page } = app;
  const file = join(ground(shell), 'inner', 'stackyard.yaml');
  await app.show(openAt(dirname(file), '&from=templates&services=cache:redis&own=no'));
  await expect(page.getByRole('button', { name: 'Create and start inner' })).toBeEnabled();
  writeFileSync(file, 'mine');
  await page.getByRole('button', { name: 'Create and start inner' }).click();
  await expect(page.getByText(`${file} is there already; nothing was written.`)).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe('mine');
  await expect(page.getByRole('button', { name: 'Create and start inner' })).toBeDisabled();
});

test('an empty file opens in the editor', async ({ app, shell }) => {
  const { page } = app;
  const name = `bare-${shell}`;
  await app.show(openAt(ground(shell), `&from=empty&own=yes&name=${name}`));
  await page.getByRole('button', { name: `Create ${name}` }).click();
  await page.waitForURL(`**/#/${name}/editor`);
  await expect(page.getByText(`name: ${name}`).first()).toBeVisible();
  await forget(app, name);
});

test('the switcher and the palette lead to Open and to Settings, and the rail keeps the stack', async ({ app: { page } }) => {
  await page.getByRole('button', { name: /choose another/ }).click();
  await page.getByRole('menuitem', { name: 'Open or create a stack…' }).click();
  await page.waitForURL('**/#/-/open');
  await expect(page.getByRole('link', { name: 'Logs' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find anything' }).fill('settings');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/#/-/settings');
  await page.getByRole('link', { name: 'Volumes' }).click();
  await page.waitForURL(`**/#/${stackName}/volumes`);
});

test('a Compose project that is there becomes a stack beside it, with what became of each fact', async ({ app, shell }) => {
  const { page } = app;
  const folder = join(ground(shell), `composed-${shell}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'compose.yaml'), 'services:\n  cache:\n    image: redis:8\n    ports: ["16399:6379"]\n  api:\n    image: busybox:1.37\n    depends_on: [cache]\n    environment: { REDIS_URL: "redis://cache:6379/0" }\n');
  await app.show(openAt(folder));
  await page.getByRole('button', { name: 'Start from it' }).click();
  await expect(page.getByRole('region', { name: 'The new stackyard.yaml' })).toContainText('template: redis');
  await expect(page.getByRole('heading', { name: 'What became of the Compose file' })).toBeVisible();
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('checkbox', { name: 'Start it now' }).uncheck();
  await page.getByRole('button', { name: `Create composed-${shell}` }).click();
  await page.waitForURL(`**/#/composed-${shell}/stack`);
  expect(readFileSync(join(folder, 'stackyard.yaml'), 'utf8')).toContain('template: redis');
  await forget(app, `composed-${shell}`);
});
