import { join } from 'node:path';
import { type Page, expect } from '@playwright/test';
import { screenshotDirectory } from './environment';

/**
 * Takes a picture in each theme, light last.
 * @param arrange - makes the page what the picture shows, and waits for it; run for each theme, because the app starts
 *   anew at its address when the system's theme changes
 */
export async function screenshot(
  page: Page,
  name: string,
  arrange: (page: Page) => Promise<void>,
) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    await arrange(page);
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
    // Out of the way, so that nothing is drawn as hovered.
    await page.mouse.move(1439, 899);
    await page.screenshot({
      path: join(screenshotDirectory, `${name}-${colorScheme}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }
}
