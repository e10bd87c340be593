import { type Locator, type Page, expect } from '@playwright/test';

/** A telephone, a small window, and a window of 1280 pixels at 200 % zoom. */
const widths = [390, 1024, 640];

/** What leaves the window at its right side, and words that are cut without a sign; what scrolls by itself is let be. */
const findSpills = `(() => {
  const scrolls = element => {
    for (let at = element.parentElement; at; at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at !== document.body && at.scrollWidth > at.clientWidth) {
        return true;
      }
    }
    return false;
  };
  const isShown = ({ width, height }) => width > 2 && height > 2;
  const describe = element => element.tagName + ': ' + (element.textContent ?? '').trim().slice(0, 60);
  const edge = document.documentElement.clientWidth;
  const leaves = [...document.querySelectorAll('body *')].filter(
    element => element.children.length === 0 && isShown(element.getBoundingClientRect()) && element.textContent.trim(),
  );
  const outside = leaves.filter(element => element.getBoundingClientRect().right > edge + 1 && !scrolls(element));
  const cut = leaves.filter(element => {
    const { overflowX, textOverflow } = getComputedStyle(element);
    return /hidden|clip/.test(overflowX) && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1;
  });
  const clips = element => /hidden|clip/.test(getComputedStyle(element).overflowX);
  const dialog = [...document.querySelectorAll('[role="dialog"] *')].filter(
    element => clips(element) && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 2,
  );
  const page = document.documentElement.scrollWidth > edge ? ['the page scrolls sideways'] : [];
  return [...page, ...outside.map(element => 'outside ' + describe(element)), ...[...cut, ...dialog].map(element => 'cut ' + describe(element))];
})()`;

const longWord =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';

/** Gives what is named in a part of the page the longest of names. */
export async function giveLongNames(part: Locator) {
  for (const heading of await part.getByRole('heading').all()) {
    await heading.evaluate((element, word) => {
      element.textContent += ` ${word}`;
    }, longWord);
  }
}

/** Looks at the page in each width for what does not fit. */
export async function expectToFit(page: Page) {
  const before = page.viewportSize()!;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 });
    await expect
      .poll(() => page.evaluate(findSpills), {
        message: `${page.url()} at ${width} px`,
      })
      .toEqual([]);
  }
  await page.setViewportSize(before);
}
