import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type App } from './support/app.ts';
import { seriousOn } from './support/axe.ts';
import { runFolders, stackName } from './support/demo-stack.ts';
import { forgetStacks, go, openStack } from './support/other-stacks.ts';
import { restoreStackFile, stackFile } from './support/stack-file.ts';

restoreStackFile();

type Shell = 'browser' | 'desktop';
/** Where these tests write, beside the demo of this run. */
const place = (shell: Shell): string => join(dirname(runFolders().home), `exports-${shell}`);
const folderOf = (shell: Shell, target = 'compose'): string => join(place(shell), target);
const at = (shell: Shell, target: string, more = ''): string => `export?target=${target}&out=${encodeURIComponent(folderOf(shell, target))}${more}`;

test.afterEach(async ({ shell }) => {
  rmSync(place(shell), { recursive: true, force: true });
  await forgetStacks('hosted');
});

const tree = (page: Page) => page.getByRole('tree', { name: 'Files' });
const fileRow = (page: Page, name: string | RegExp) => tree(page).getByRole('treeitem', { name });
const writeButton = (page: Page) => page.getByRole('button', { name: /^(Write|Remove|Nothing to write)/ });

/** Tells the page that somebody came back to it, as after an edit in another window. */
const comeBack = (page: Page): Promise<unknown> => page.evaluate('window.dispatchEvent(new Event("focus"))');

/** As it stands, in both themes. */
async function expectNothingSerious({ page }: App): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await seriousOn(page)).toEqual([]);
  }
}

async function writeAll({ page }: App): Promise<void> {
  await writeButton(page).click();
  await expect(page.getByText(/\d+ files? written/)).toBeVisible({ timeout: 20_000 });
  await expect(writeButton(page)).toHaveText('Nothing to write');
}

/** The demo's cache with another bound of memory, which stands in one of its config files. */
function changeStack(megabytes: number): void {
  writeFileSync(stackFile(), readFileSync(stackFile(), 'utf8').replace(/persistence: aof,( maxmemory: \d+mb,)?/, `persistence: aof, maxmemory: ${megabytes}mb,`));
}

test('each target is looked at: files with their text, what became of each fact, and every rule; nothing is written', async ({ app }) => {
  test.setTimeout(120_000);
  const { page } = app;
  await page.getByRole('link', { name: 'Export' }).click();
  await page.waitForURL(`**/#/${stackName}/export`);
  const folder = page.getByRole('textbox', { name: 'Output folder' });
  const usual = join(runFolders().project, 'deploy');
  await expect(folder).toHaveValue(join(usual, 'compose'));
  await expect(page.getByRole('textbox', { name: 'Text of compose.yaml' })).toContainText('services:');
  await page.getByRole('combobox', { name: 'Environment' }).selectOption('Staging');
  await expect(folder).toHaveValue(join(usual, 'compose-staging'));
  await page.getByRole('tab', { name: /^Lint/ }).click();
  await page.getByRole('button', { name: 'Judge the Kubernetes export' }).click();

  await page.waitForURL('**/export?*target=kubernetes*');
  const rules = page.getByRole('grid', { name: 'Rules' });
  await expect(rules.getByRole('row').nth(1)).toContainText('Waived');
  await page.getByRole('combobox', { name: 'Tool' }).selectOption('kube-score');
  await page.getByRole('button', { name: /^Waived/ }).click();
  await rules.getByRole('row').nth(1).click();
  const rule = page.getByRole('complementary', { name: 'Rule' });
  await expect(rule).toContainText('kube-score/');
  await expect(rule.getByRole('region', { name: 'Waived, and why' }).getByRole('listitem').first()).toBeVisible();
  await expectNothingSerious(app);

  await page.getByRole('tab', { name: /^Translation/ }).click();
  const facts = page.getByRole('grid', { name: 'Facts' });
  await expect(facts.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('combobox', { name: 'Service' }).selectOption('broker');
  await page.getByRole('button', { name: /^Approximated/ }).click();
  await facts.getByRole('row').nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Fact' })).toContainText('broker');
  await expectNothingSerious(app);

  await page.getByRole('radiogroup', { name: 'Target' }).getByText('Helm').click();
  await page.waitForURL('**/export?*target=helm*');
  await expect(page.getByRole('combobox', { name: 'Environment' })).toBeDisabled();
  await page.getByRole('tab', { name: /^Files/ }).click();
  await fileRow(page, 'Chart.yaml').click();
  await expect(page.getByRole('textbox', { name: 'Text of Chart.yaml' })).toContainText(`name: ${stackName}`);
  expect(existsSync(usual)).toBe(false);
});

test('what is written is what was shown; an edit is kept, then merged, and a conflict is marked until it is solved', async ({ app, shell }) => {
  test.setTimeout(120_000);
  const { page } = app;
  const config = join(folderOf(shell, 'kubernetes'), 'base', 'cache', 'config', 'redis.conf');
  await app.show(at(shell, 'kubernetes', `&file=${encodeURIComponent('base/cache/config/redis.conf')}`));
  await expect(page.getByRole('textbox', { name: 'Text of base/cache/config/redis.conf' })).toContainText('appendonly yes');
  expect(existsSync(config)).toBe(false);
  await writeAll(app);
  await expect(page.getByRole('list', { name: 'What to do next' })).toContainText('kubectl apply -k');
  const written = readFileSync(config, 'utf8');
  expect(written).toContain('appendonly yes');

  writeFileSync(config, `# ours\n${written}`);
  await comeBack(page);
  await expect(fileRow(page, /^redis\.conf/)).toContainText('Your edit');
  await expect(page.getByRole('region', { name: /^Your edit of what the stack says/ })).toContainText('# ours');
  await expect(writeButton(page)).toBeDisabled();

  changeStack(333);
  await expect(fileRow(page, /^redis\.conf/)).toContainText('Merged', { timeout: 20_000 });
  await expect(page.getByRole('region', { name: /^What changes on disk/ })).toContainText('maxmemory 349175808');
  await page.getByRole('radiogroup', { name: 'Show' }).getByText('Text').click();
  await expect(page.getByRole('textbox', { name: 'Text of base/cache/config/redis.conf' })).toContainText('# ours');
  await writeAll(app);
  expect(readFileSync(config, 'utf8')).toMatch(/^# ours\n[^]*maxmemory 349175808\n/);

  writeFileSync(config, readFileSync(config, 'utf8').replace('maxmemory 349175808', 'maxmemory 2gb'));
  changeStack(300);
  await expect(fileRow(page, /^redis\.conf/)).toContainText('Conflict', { timeout: 20_000 });
  await expect(page.getByRole('note')).toContainText('1 place of it will be marked');
  await expectNothingSerious(app);
  await writeAll(app);
  await expect(page.getByText('Both sides of a conflict stand marked')).toBeVisible();
  await expectNothingSerious(app);
  const conflict = readFileSync(config, 'utf8');
  expect(conflict).toMatch(/<<<<<<< yours\nmaxmemory 2gb\n=======\nmaxmemory 314572800\n>>>>>>> stackyard/);
  await expect(fileRow(page, /^redis\.conf/)).toContainText('Still marked');
  writeFileSync(config, conflict.replace(/<<<<<<< yours\n(.*\n)[^]*>>>>>>> stackyard\n/, '$1'));
  await comeBack(page);
  await expect(fileRow(page, /^redis\.conf/)).toContainText('Your edit');
  await expect(page.getByRole('note')).toBeHidden();
});

test('what nobody has seen is not written: a file that changed after the preview is left alone, and shown', async ({ app, shell }) => {
  const { page } = app;
  const file = join(folderOf(shell), 'compose.yaml');
  await app.show(at(shell, 'compose'));
  await writeAll(app);
  changeStack(222);
  await expect(writeButton(page)).toHaveText(/^Write \d+ files?$/, { timeout: 20_000 });
  const mine = `${readFileSync(file, 'utf8')}# mine\n`;
  writeFileSync(file, mine);
  await writeButton(page).click();
  await expect(page.getByText('The stack or the files changed since this preview; nothing was written.')).toBeVisible();
  expect(readFileSync(file, 'utf8')).toBe(mine);
  await expect(fileRow(page, /^compose\.yaml/)).toContainText(/Your edit|Merged/);
  expect(await seriousOn(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await writeAll(app);
  expect(readFileSync(file, 'utf8')).toContain('# mine');
});

test('files of somebody else, and facts that would not run, are shown with what to do, and nothing can be written', async ({ app, shell }) => {
  const { page } = app;
  mkdirSync(folderOf(shell), { recursive: true });
  writeFileSync(join(folderOf(shell), 'compose.yaml'), 'services: {}\n');
  await app.show(at(shell, 'compose'));
  await expect(page.getByText(/holds files that no export has written: compose\.yaml/)).toBeVisible();
  await expect(fileRow(page, /^compose\.yaml/)).toContainText('In the way');
  await expect(page.getByRole('region', { name: /^What is there, and what the stack says/ })).toContainText('services: {}');
  await expect(writeButton(page)).toBeDisabled();
  await page.getByRole('textbox', { name: 'Output folder' }).fill('elsewhere');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Output folder' })).toHaveValue(join(runFolders().project, 'elsewhere'));
  await expect(writeButton(page)).toBeEnabled();
  await page.getByRole('button', { name: 'The usual folder' }).click();

  await openStack('hosted', 'name: hosted\nservices:\n  cache: { template: redis }\n  web: { run: "npm run dev", uses: [cache] }\n');
  await go(page, 'hosted', 'export?target=kubernetes');
  await expect(page.getByText('hosted cannot be exported: one fact of it would not run, or not safely.')).toBeVisible({ timeout: 20_000 });
  await expect(writeButton(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Show what is refused' }).click();
  const first = page.getByRole('grid', { name: 'Facts' }).getByRole('row').nth(1);
  await expect(first).toContainText('Refused');
  await first.click();
  await expect(page.getByRole('complementary', { name: 'Fact' })).toContainText('What to do');
  await expectNothingSerious(app);
  await page.getByRole('link', { name: 'Change it in the stack file' }).click();
  await page.waitForURL('**/#/hosted/editor');
});

test('a reload lands in the same place, and keys alone lead through it', async ({ app, shell }) => {
  const { page } = app;
  await app.show(at(shell, 'helm', `&file=${encodeURIComponent('values.yaml')}`));
  await expect(page.getByRole('textbox', { name: 'Text of values.yaml' })).toContainText('services:');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Text of values.yaml' })).toContainText('services:');
  await expect(page.getByRole('textbox', { name: 'Output folder' })).toHaveValue(folderOf(shell, 'helm'));
  await tree(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  const first = tree(page).getByRole('treeitem').first();
  await expect(first).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('ArrowRight');
  await expect(first).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('End');
  await expect(page.getByRole('article', { name: 'values.yaml' })).toBeVisible();
  await page.keyboard.press('k');
  await expect(page.getByRole('article', { name: 'values.schema.json' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('chart');
  await expect(tree(page).getByRole('treeitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await page.keyboard.press(']');
  await expect(page.getByRole('grid', { name: 'Facts' })).toBeVisible();
  await page.keyboard.press('[');
  const divider = page.getByRole('separator', { name: 'Width of Files of the export' });
  const width = Number(await divider.getAttribute('aria-valuenow'));
  await divider.press('ArrowRight');
  await expect(divider).toHaveAttribute('aria-valuenow', String(width + 24));
  await page.keyboard.press('Control+k');
  await page.getByRole('textbox', { name: 'Find anything' }).fill('export');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/#/${stackName}/export`);
});
