import { type Page, expect } from '@playwright/test';
import { dialogOf } from './dialog';

/** Shows a waiting request of the queue. */
export async function openRequest(page: Page, application: string) {
  await page.getByRole('button', { name: application }).click();
  await expect(page.getByRole('region', { name: application })).toBeVisible();
}

/** Decides on the request that is shown. */
export async function decide(
  page: Page,
  decision: 'Approve' | 'Reject',
  reason: string,
) {
  await page.getByRole('button', { name: decision, exact: true }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: decision }).click();
  await expect(dialog).toBeHidden();
}
