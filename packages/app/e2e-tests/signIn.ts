import { type Page, expect } from '@playwright/test';
import { sidebar } from './open';

/** Signs in through the popup of the development identity provider. */
export async function signIn(page: Page, fullName: string) {
  await page.goto('/');
  const popupOpened = page.waitForEvent('popup');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const popup = await popupOpened;
  await popup.getByRole('button', { name: fullName }).click();
  await expect(
    sidebar(page).getByRole('link', { name: 'APIs for you' }),
  ).toBeVisible();
  // The first page is led to after the sidebar is there.
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}
