import { type Page, expect } from '@playwright/test';
import { openTab } from '../open';
import { dialogOf } from '../dialog';

/** Has the portal compare its gateways with what they should be, and waits for what it finds. */
export async function findDrift(page: Page, words: string) {
  await openTab(page, 'API Management', 'Drift');
  await page.getByRole('button', { name: 'Compare now' }).first().click();
  await expect(page.getByText(words).first()).toBeVisible({ timeout: 60_000 });
}

/** Puts right what was found, and waits until it is. */
export async function repairDrift(page: Page) {
  await page.getByRole('button', { name: 'Repair', exact: true }).click();
  await dialogOf(page).getByRole('button', { name: 'Repair' }).click();
  await expect(page.getByText('Everything is as it should be')).toBeVisible({
    timeout: 60_000,
  });
}
