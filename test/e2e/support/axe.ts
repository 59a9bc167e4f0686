import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** What axe finds serious or critical on a page as it stands, a line each. */
export async function seriousOn(page: Page): Promise<readonly string[]> {
  // Otherwise axe opens a page of its own to sum up, which costs as much as the rest, and for which a window has no place; without frames it is the same.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).slice(0, 3).join(' | ')}`);
}
