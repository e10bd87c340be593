import { type Page, expect } from '@playwright/test';

/** Non-text needs 3:1 where it must be made out; a grey line only has to be seen, also when it pulses. */
const FAINTEST = 1.3;

/** Cards, lines, tiles and a table. */
const paths = [
  '/apis/discover',
  '/apis/costs',
  '/api-management/overview',
  '/api-management/products',
];

/** What is read of our backend and never answered, so that a page stays at its beginning. */
const reads = '**/api/api-management/**';

/** The contrast of each skeleton with what it lies on, at its palest; colours as Chromium paints them. */
const measureContrasts = `(() => {
  const pixel = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const paint = (...layers) => {
    pixel.clearRect(0, 0, 1, 1);
    for (const { colour, opacity } of layers) {
      pixel.globalAlpha = opacity;
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
    }
    return [...pixel.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const layersBelow = element =>
    element ? [...layersBelow(element.parentElement), { colour: getComputedStyle(element).backgroundColor, opacity: 1 }] : [];
  const palest = element =>
    Math.min(1, ...element.getAnimations().flatMap(animation =>
      animation.effect.getKeyframes().map(({ opacity }) => Number(opacity ?? 1))));
  return [...document.querySelectorAll('.bui-Skeleton')].map(element => {
    const below = layersBelow(element.parentElement);
    const own = { colour: getComputedStyle(element).backgroundColor, opacity: palest(element) };
    return contrast(paint(...below, own), paint(...below));
  });
})()`;

/** Opens pages that never get an answer and looks whether one sees in both themes that they are loading. */
export async function expectSkeletonsSeen(page: Page) {
  await page.route(reads, () => {});
  for (const path of paths) {
    await page.goto(path);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('body')).toHaveAttribute(
        'data-theme-mode',
        colorScheme,
      );
      await expect(page.locator('.bui-Skeleton').first()).toBeVisible();
      const contrasts: number[] = await page.evaluate(measureContrasts);
      expect(contrasts.length, path).toBeGreaterThan(0);
      expect(Math.min(...contrasts), path).toBeGreaterThanOrEqual(FAINTEST);
    }
  }
  await page.unroute(reads);
}
