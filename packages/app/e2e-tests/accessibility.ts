import { readFileSync } from 'node:fs';
import { type Page, expect } from '@playwright/test';
import type { AxeResults } from 'axe-core';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Of `@backstage/ui`: the tabs in the framework's header are links, and name panels that do not exist. */
const tabOfTheFramework = /-tab-/;

/** Of `@backstage/core-components`: the entry's label leaves out the number of unread notifications that it shows. */
const unreadOfTheFramework = 'nav a[aria-label="Notifications"]';

/** Looks at the page, in the theme that is chosen, for serious and critical findings of axe. */
export async function expectAccessible(page: Page) {
  expect(await findings(page), page.url()).toEqual([]);
}

async function findings(page: Page) {
  await page.evaluate(axe);
  const results: AxeResults = await page.evaluate(
    `axe.run({ exclude: ${JSON.stringify([unreadOfTheFramework])} })`,
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .map(({ target }) => `${id}: ${target.join(' ')}`)
        .filter(finding => !isOfTheFramework(id, finding)),
    );
}

function isOfTheFramework(id: string, finding: string) {
  return id === 'aria-valid-attr-value' && tabOfTheFramework.test(finding);
}
