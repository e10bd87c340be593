import { type Page, expect } from '@playwright/test';
import { choose } from './choose';
import { openContent, openTab } from './open';
import { chooseRadio } from './tabTo';
import { dialogOf } from './dialog';

export type Request = {
  application: string;
  owner: string;
  plan: string;
  purpose: string;
};

/** Opens a product of "APIs for you" at one of its parts. */
export async function openProduct(page: Page, title: string, part: string) {
  await openTab(page, 'APIs for you', 'Discover');
  await page.getByRole('link', { name: title }).click();
  await openContent(page, part);
}

/** Walks the subscribe dialog with an application that is made on the way, up to its last step. */
export async function fillRequest(page: Page, request: Request) {
  await page
    .getByRole('button', { name: `Subscribe to ${request.plan}` })
    .click();
  const dialog = dialogOf(page);
  const newApplication = dialog.getByRole('radio', { name: 'New application' });
  await expect(newApplication).toBeVisible();
  await chooseRadio(newApplication, dialog);
  await dialog
    .getByRole('textbox', { name: 'Title' })
    .fill(request.application);
  await dialog.getByRole('button', { name: 'Owner' }).click();
  await page.getByRole('option', { name: request.owner }).click();
  await dialog.getByRole('button', { name: 'Next' }).click();
  await expect(dialog.getByRole('radio', { name: request.plan })).toBeChecked();
  await dialog.getByRole('textbox', { name: 'Purpose' }).fill(request.purpose);
  await choose(dialog.getByRole('checkbox', { name: 'I accept the terms' }));
  await dialog.getByRole('button', { name: 'Next' }).click();
}

/** Sends the request and goes to the subscription that came of it; a rule may have approved it at once. */
export async function sendRequest(
  page: Page,
  outcome: 'sent' | 'approved' = 'sent',
) {
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: 'Send request' }).click();
  await expect(dialog).toContainText(`Your request was ${outcome}`);
  await dialog.getByRole('link', { name: 'Open subscription' }).click();
  await expect(dialog).toBeHidden();
}
