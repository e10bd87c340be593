import { type Page, expect } from '@playwright/test';
import { makeTrustRole } from './aws/controlPlane';
import { openTab } from './open';
import { dialogOf } from './dialog';

export type Account = { accountId: string; alias: string };

const button = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true });

/** Says which account is linked; leads to how its trust role is made. */
export async function beginLinking(page: Page, account: Account) {
  await openTab(page, 'API Management', 'Accounts');
  await page.getByRole('link', { name: 'Link account' }).first().click();
  await page
    .getByRole('textbox', { name: 'Account id' })
    .fill(account.accountId);
  await page.getByRole('textbox', { name: 'Alias' }).fill(account.alias);
  await button(page, 'Begin linking').click();
  await expect(button(page, 'The role is made')).toBeVisible();
}

/** Copies the external id with the page's own button. */
export async function copyExternalId(page: Page) {
  await button(page, 'Copy the external id').click();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Downloads the template of the trust role and reads it. */
export async function downloadTemplate(page: Page) {
  const started = page.waitForEvent('download');
  await button(page, 'Download template').click();
  const download = await started;
  const chunks = await (await download.createReadStream()).toArray();
  return Buffer.concat(chunks).toString();
}

/** Goes on from the made role and has it verified. */
export async function verifyRole(page: Page) {
  await button(page, 'The role is made').click();
  await expect(page.getByRole('textbox', { name: 'Role ARN' })).toHaveValue(
    /:role\/OpenApiFrameworkTrust$/,
  );
  await button(page, 'Verify').click();
}

/** Links accounts as a list; their roles come from one stack set. */
export async function linkMany(page: Page, list: string) {
  await openTab(page, 'API Management', 'Accounts');
  await page.getByRole('link', { name: 'Link many' }).first().click();
  await page.getByRole('textbox', { name: 'Accounts' }).fill(list);
}

/** Each account's role demands the stack set's external id followed by its own account id. */
export async function makeTrustRoles(page: Page, accounts: Account[]) {
  const externalId = await copyExternalId(page);
  for (const { accountId } of accounts) {
    await makeTrustRole(accountId, `${externalId}.${accountId}`);
  }
}

/** Opens one account of the list. */
export async function openAccount(page: Page, { alias }: Account) {
  await openTab(page, 'API Management', 'Accounts');
  await page.getByRole('row', { name: alias }).click();
  await expect(page.getByRole('heading', { name: alias })).toBeVisible();
}

/** Imports an account, or one region of it, and waits until that is over. */
export async function syncAccount(page: Page, region?: string) {
  const accepted = page.waitForResponse(
    answer => answer.url().includes('/sync') && answer.status() === 202,
  );
  await button(page, region ? `Sync now: ${region}` : 'Sync now').click();
  await accepted;
  await expect(page.getByText(/^(Queued|Importing)$/)).toHaveCount(0, {
    timeout: 30_000,
  });
}

/** Unlinks the account whose page is open, with the alias typed to confirm. */
export async function unlink(page: Page, { alias }: Account) {
  await button(page, 'Unlink').click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: 'to confirm' }).fill(alias);
  await dialog.getByRole('button', { name: 'Unlink' }).click();
  await expect(dialog).toBeHidden();
}
