import { join } from 'node:path';
import { type Page, expect } from '@playwright/test';
import { screenshotDirectory } from './environment';

/** Says that something is going on, and not how far it is. */
const endless = '[role="progressbar"]:not([aria-valuenow])';

type Theme = 'light' | 'dark';

const themeOf = (page: Page): Promise<Theme> =>
  page.evaluate(() =>
    matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  );

/**
 * For pictures that are asked for the app starts anew in each theme, so that nothing of what went before is on them;
 * others begin with the theme that there is.
 */
const themesFor = async (page: Page): Promise<Theme[]> =>
  !process.env.OAF_SCREENSHOTS && (await themeOf(page)) === 'light'
    ? ['light', 'dark']
    : ['dark', 'light'];

/**
 * Takes a picture in each theme.
 * @param arrange - makes the page what the picture shows, and waits for it; run for each theme, because the app starts
 *   anew at its address when the system's theme changes
 */
export async function screenshot(
  page: Page,
  name: string,
  arrange: (page: Page) => Promise<void>,
) {
  for (const colorScheme of await themesFor(page)) {
    await page.emulateMedia({ colorScheme });
    await arrange(page);
    await expect(page.locator(endless)).toHaveCount(0);
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
