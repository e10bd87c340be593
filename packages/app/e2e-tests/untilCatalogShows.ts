import { type Page, expect } from '@playwright/test';
import type { ProductToPublish } from './products';

/** The catalog takes imported APIs in some seconds after the import; its page does not refresh by itself. */
export async function untilCatalogShows(
  page: Page,
  products: ProductToPublish[],
) {
  await expect(async () => {
    await page.goto('/api-docs');
    for (const { api } of products) {
      await expect(page.getByRole('link', { name: api })).toBeVisible({
        timeout: 5000,
      });
    }
  }).toPass({ timeout: 60_000 });
}
