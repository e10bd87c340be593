import { type BrowserContext, type Page, expect } from '@playwright/test';

const HOURS = 3_600_000;

/** Later than any token is good for, in a browser that the backend does not know any more. */
export async function endSession(context: BrowserContext, page: Page) {
  await context.clearCookies();
  await page.clock.install({ time: Date.now() + 2 * HOURS });
  await page.clock.resume();
}

/** Closes the sign-in that Backstage offers before any page hears of it. */
export const refuseLogin = (page: Page) =>
  page.getByRole('button', { name: 'Reject All' }).click();

/** Signs in beside a page that goes on as it is. */
export async function signInBeside(page: Page, fullName: string) {
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Sign in in another window' }).click();
  const beside = await opened;
  const popupOpened = beside.waitForEvent('popup');
  await beside.getByRole('button', { name: 'Sign in' }).click();
  const popup = await popupOpened;
  await popup.getByRole('button', { name: fullName }).click();
  await expect(beside.getByRole('heading', { level: 1 })).toBeVisible();
  await beside.close();
}
