import { type Page, expect } from '@playwright/test';

/** The catalog takes what was imported in some seconds after the import; its page does not refresh by itself. */
const patience = { timeout: 120_000 };

const link = (page: Page, api: string) =>
  page.getByRole('link', { name: api, exact: true });

/** Waits until the catalog's list of APIs shows all of these. */
export async function untilCatalogShows(
  page: Page,
  products: Array<{ api: string }>,
) {
  await expect(async () => {
    await page.goto('/api-docs');
    for (const { api } of products) {
      await expect(link(page, api)).toBeVisible({ timeout: 5000 });
    }
  }).toPass(patience);
}

/** Waits until the catalog's list of APIs is there without this one. */
export async function untilCatalogLacks(page: Page, api: string) {
  await expect(async () => {
    await page.goto('/api-docs');
    await expect(page.getByRole('table').getByRole('link').first()).toBeVisible(
      { timeout: 5000 },
    );
    await expect(link(page, api)).toHaveCount(0, { timeout: 2000 });
  }).toPass(patience);
}
