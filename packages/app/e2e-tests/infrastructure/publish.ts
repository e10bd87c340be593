import { type Page, expect } from '@playwright/test';
import { openTab } from '../open';

const dialog = (page: Page) => page.getByRole('dialog');

/** Opens a product as its provider. */
export async function openProduct(page: Page, title: string) {
  await openTab(page, 'API Management', 'Products');
  await page.getByRole('rowheader', { name: title }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
}

/** Where the product whose page is open is offered. */
export const gatewaysOf = (page: Page) =>
  page.getByRole('region', { name: 'Gateways' });

/** Asks what something would change at the gateway, and waits until it is known. */
export async function planPublication(page: Page, action: string) {
  await gatewaysOf(page).getByRole('button', { name: action }).click();
  await expect(dialog(page)).toContainText(/\d+ changes, \d+ requests/);
}

/** Confirms what is shown, and waits for the end of it. */
export async function carryOut(page: Page, action: string) {
  await dialog(page).getByRole('button', { name: action }).click();
  await expect(dialog(page)).toBeHidden();
  await expect(gatewaysOf(page)).not.toContainText(/Being changed|Going back/);
}
