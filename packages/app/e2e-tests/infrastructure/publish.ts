import { type Page, expect } from '@playwright/test';
import { choose } from '../choose';
import { openTab } from '../open';
import { dialogOf } from '../dialog';

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
  await expect(dialogOf(page)).toContainText(/\d+ changes, \d+ requests/);
}

/** Confirms what is shown, and waits for the end of it. */
export async function carryOut(page: Page, action: string) {
  await dialogOf(page).getByRole('button', { name: action }).click();
  await expect(dialogOf(page)).toBeHidden();
  await expect(gatewaysOf(page)).not.toContainText(/Being changed|Going back/);
}

/**
 * Opens the product whose page is open to everybody, with a plan whose quota is soon used up, and another one with a KMS
 * key for each subscription.
 */
export async function openToEverybody(page: Page) {
  await page.getByRole('link', { name: 'Edit' }).click();
  const form = page.getByRole('form', { name: 'Product' });
  await choose(form.getByRole('radio', { name: 'Everyone who is signed in' }));
  const small = form.getByRole('group', { name: 'Plan 1' });
  await choose(small.getByRole('switch', { name: 'Limit the number' }));
  await small.getByRole('textbox', { name: 'Calls', exact: true }).fill('3');
  await form.getByRole('button', { name: 'Add plan' }).click();
  const large = form.getByRole('group', { name: 'Plan 2' });
  for (const [name, text] of [
    ['Title', 'Business'],
    ['Requests per second', '50'],
    ['Burst', '100'],
  ]) {
    await large.getByRole('textbox', { name, exact: true }).fill(text);
  }
  await choose(
    large.getByRole('switch', { name: 'A KMS key for each subscription' }),
  );
  await form
    .getByRole('textbox', { name: 'Terms' })
    .fill('Loans are for persons of age.');
  await page.getByRole('button', { name: 'Save' }).click();
}

/** Does with the product whose page is open what one of its buttons says. */
export async function moveProduct(page: Page, action: string, reason?: string) {
  await page.getByRole('button', { name: action, exact: true }).click();
  if (reason) {
    await dialogOf(page).getByRole('textbox', { name: 'Reason' }).fill(reason);
  }
  await dialogOf(page).getByRole('button', { name: action }).click();
  await expect(dialogOf(page)).toBeHidden();
}
