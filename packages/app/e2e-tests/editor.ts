import { type Page, expect } from '@playwright/test';
import { openTab } from './open';

const question = (page: Page) =>
  page.getByRole('dialog', { name: 'Leave without saving?' });

/** Opens the editor of a new product and types into it. */
export async function beginProduct(page: Page) {
  await openTab(page, 'API Management', 'Products');
  await page.getByRole('link', { name: 'New product' }).click();
  await page.getByRole('textbox', { name: 'Summary' }).fill('Half a sentence');
}

/** Goes away, is asked, stays; what was typed is still there. */
export async function staysWhenAsked(
  page: Page,
  goAway: () => Promise<unknown>,
) {
  await goAway();
  await question(page).getByRole('button', { name: 'Stay' }).click();
  await expect(question(page)).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Summary' })).toHaveValue(
    'Half a sentence',
  );
}

/** Goes away, is asked, and leaves. */
export async function leavesWhenAsked(
  page: Page,
  goAway: () => Promise<unknown>,
) {
  await goAway();
  await question(page).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('textbox', { name: 'Summary' })).toBeHidden();
}
