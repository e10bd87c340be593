import { readFile } from 'node:fs/promises';
import { type Page, expect } from '@playwright/test';
import { dialogOf } from './dialog';

export type SecretName = 'API key' | 'Temporary password';

const panelOf = (page: Page) =>
  page.getByRole('region', { name: 'Credentials' });

const revealButton = (page: Page, name: SecretName) =>
  panelOf(page)
    .getByRole('row', { name })
    .getByRole('button', { name: 'Reveal once' });

/** Reveals a secret and reads it from the dialog, which stays open. */
export async function showSecret(page: Page, name: SecretName) {
  await revealButton(page, name).click();
  const dialog = page.getByRole('dialog', { name });
  await expect(dialog).toContainText('shown one single time');
  await dialog.getByRole('button', { name: 'Reveal' }).click();
  const secret = dialog.getByRole('textbox', { name, exact: true });
  return (await secret.textContent()) ?? '';
}

/** Closes the dialog; from then on nobody can show the secret again. */
export async function storeSecret(page: Page, name: SecretName) {
  const dialog = page.getByRole('dialog', { name });
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await expect(dialog).toBeHidden();
  await expect(revealButton(page, name)).toHaveCount(0);
}

/** Reveals a secret, reads it and closes the dialog. */
export async function revealSecret(page: Page, name: SecretName) {
  const secret = await showSecret(page, name);
  await storeSecret(page, name);
  return secret;
}

/** Issues a further temporary password, which enrols one more key. */
export async function issueTemporaryPassword(page: Page) {
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'New temporary password' }).click();
  const dialog = dialogOf(page);
  await dialog.getByRole('button', { name: 'Issue' }).click();
  await expect(dialog).toBeHidden();
}

/** Has the gateway make a key pair and opens what there is to save; the dialog stays open. */
export async function haveKeyPairMade(page: Page) {
  await panelOf(page)
    .getByRole('row', { name: 'Temporary password' })
    .getByRole('button', { name: 'Have a key pair made' })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Have a key pair made' });
  await expect(dialog).toContainText('shown one single time');
  await dialog.getByRole('button', { name: 'Have it made' }).click();
  await expect(dialog).toContainText('Made and enrolled');
}

/** Saves the private key in PEM and closes the dialog; from then on nobody can show the key again. */
export async function savePrivateKey(page: Page) {
  const dialog = page.getByRole('dialog', { name: 'Have a key pair made' });
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Private key (PEM)' }).click();
  const pem = await readFile(await (await saving).path(), 'utf8');
  await dialog.getByRole('button', { name: 'I have stored it' }).click();
  await expect(dialog).toBeHidden();
  return pem;
}
