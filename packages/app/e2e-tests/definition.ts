import { type Page, expect } from '@playwright/test';
import { openContent } from './open';

/** Reads an operation in the catalog's own definition of an imported API: a call that cannot work is not offered. */
export async function readOperation(page: Page, summary: string) {
  await openContent(page, 'Definition', 'Documentation');
  await page.getByRole('button', { name: summary }).first().click();
  await expect(page.getByText('Parameters').first()).toBeVisible();
  await expect(page.getByText('Try it out')).toHaveCount(0);
}
