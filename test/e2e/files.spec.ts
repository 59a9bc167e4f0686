import type { Locator } from '@playwright/test';
import { readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { stackyard } from './support/demo-stack.ts';
import { expect, test, type App } from './support/app.ts';
import { restoreStackFile, stackFile } from './support/stack-file.ts';

const restored = restoreStackFile();

/** The editor with the demo's stack file in it. */
async function openEditor(app: App): Promise<Locator> {
  await app.show('editor');
  const editor = app.page.getByRole('textbox', { name: 'Stack file' });
  await expect(editor).toContainText('name: shop-e2e');
  return editor;
}

test('the editor completes, explains mistakes where they stand, and writes what was shown before', async ({ app }) => {
  const { page } = app;
  const before = readFileSync(stackFile(), 'utf8');
  const editor = await openEditor(app);
  await editor.press('Control+End');
  await editor.pressSequentially('  more:\ntemplate: red');
  await expect(page.getByRole('listbox').getByText('redis', { exact: true })).toBeVisible();
  await editor.press('Escape');
  await expect(page.getByText(/1 mistake/)).toBeVisible();
  await editor.press('Backspace');
  await editor.pressSequentially('dis');
  await expect(page.getByText('not written yet', { exact: true })).toBeVisible();
  expect(readFileSync(stackFile(), 'utf8')).toBe(before);
  await page.getByRole('button', { name: 'What differs' }).click();
  await expect(page.getByRole('region', { name: 'What differs from the file' })).toContainText('more:');
  await editor.press('Control+s');
  await expect.poll(() => readFileSync(stackFile(), 'utf8')).toContain('  more:\n    template: redis');
});

test('what was typed is kept over other screens and a reload, and a change from outside is told at once', async ({ app }) => {
  const { page } = app;
  const before = readFileSync(stackFile(), 'utf8');
  const editor = await openEditor(app);
  await editor.press('Control+End');
  await editor.pressSequentially('# mine');
  await app.show('stack');
  await app.show('editor');
  const isUnwritten = page.getByText('not written yet', { exact: true });
  await expect(isUnwritten).toBeVisible();
  await page.reload();
  await expect(isUnwritten).toBeVisible();
  writeFileSync(stackFile(), `${before}# theirs\n`);
  await expect(page.getByText(/changed by someone else since you began/)).toBeVisible();
  await page.getByRole('button', { name: 'Show the difference' }).click();
  const difference = page.getByRole('region', { name: 'What differs from the file' });
  await expect(difference).toContainText('# theirs');
  await expect(difference).toContainText('# mine');
  expect(readFileSync(stackFile(), 'utf8')).toBe(`${before}# theirs\n`);
  await page.getByRole('button', { name: 'Read it again' }).click();
  await page.getByRole('button', { name: 'Drop mine and read it' }).click();
  await expect(isUnwritten).toBeHidden();
  // Only what is in sight is in the page.
  await editor.press('Control+End');
  await expect(editor).toContainText('# theirs');
});

test('the editor shows no text of a file that a device has replaced', async ({ app }) => {
  const { page } = app;
  const editor = await openEditor(app);
  unlinkSync(stackFile());
  symlinkSync('/dev/zero', stackFile());
  try {
    await expect(page.getByRole('alert').getByText(/is a device or pipe, not a file/).first()).toBeVisible();
    await expect(editor).toBeHidden();
  } finally {
    unlinkSync(stackFile());
  }
});

test('a template becomes a service: comments and order of the file survive, and it starts', async ({ app }) => {
  restored.andServices();
  const { page } = app;
  const before = readFileSync(stackFile(), 'utf8');
  await app.show('catalog');
  await page.getByRole('textbox', { name: 'Filter templates' }).fill('memcached');
  await page.getByRole('button', { name: /^Memcached/ }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('second');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('region', { name: 'What changes in the stack file' })).toContainText('second:');
  expect(readFileSync(stackFile(), 'utf8')).toBe(before);
  await page.getByRole('button', { name: /^Write the file/ }).click();
  await expect(page.getByRole('heading', { name: 'second' })).toBeVisible();
  await expect(page.getByRole('article', { name: 'second' }).getByText('Ready', { exact: true }).first()).toBeVisible({ timeout: 30_000 });
  const after = readFileSync(stackFile(), 'utf8');
  for (const line of before.split('\n')) expect(after).toContain(line);
  await app.jobIsDone();
  await stackyard('down', 'second');
});

test('the doctor looks at machine, engine and stack', async ({ app }) => {
  const { page } = app;
  await app.show('doctor');
  const checks = page.getByRole('region', { name: 'Checks' });
  await expect(checks.getByRole('heading', { name: 'Docker Engine' })).toBeVisible({ timeout: 20_000 });
  await expect(checks.getByRole('listitem')).not.toHaveCount(0);
});

test('a volume is never removed without its name typed, nor while it is in use', async ({ app }) => {
  restored.andServices();
  const { page } = app;
  await app.show('volumes?volume=shop-e2e.cache-data');
  await expect(page.getByRole('complementary', { name: 'Volume details' })).toContainText('in use by a container');
  await expect(page.getByRole('button', { name: /^Remove for ever/ })).toBeDisabled();
  await stackyard('down', 'cache');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('button', { name: /^Remove for ever/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove a volume' });
  await expect(dialog.getByRole('button', { name: 'Remove 1 volume' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('shop-e2e.cache-dat');
  await expect(dialog.getByRole('button', { name: 'Remove 1 volume' })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('grid', { name: 'Volumes' }).getByText('shop-e2e.cache-data')).toBeVisible();
});
