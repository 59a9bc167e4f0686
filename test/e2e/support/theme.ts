import type { Page } from '@playwright/test';
import { expect } from './app.ts';

type Theme = 'light' | 'dark';
export const themes: readonly Theme[] = ['light', 'dark'];

/** Gives a page as it stands the other colours, and waits for the last of them: some change over a moment. */
export async function changeTheme(page: Page, theme: Theme): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', theme);
  await page.evaluate(async () => void (await Promise.allSettled(document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished))));
}
