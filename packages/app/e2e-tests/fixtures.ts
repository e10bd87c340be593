import {
  type Browser,
  type Page,
  expect,
  test as base,
} from '@playwright/test';
import { baseUrl } from './environment';
import { watchProblems } from './watchProblems';

type Everywhere = {
  /** Address of the backend whose pages people open. */
  site: string;
  /** One window each, signed in by the first test that needs it and kept until the story ends. */
  ada: Page;
  max: Page;
  bea: Page;
  /** Errors that any page wrote to its console or did not catch. */
  problems: string[];
};

/** Several people at once, and pages that may not fail silently. */
export const test = base.extend<{ watched: void }, Everywhere>({
  site: [baseUrl, { scope: 'worker', option: true }],
  problems: [({}, use) => use([]), { scope: 'worker' }],
  ada: [
    ({ browser, site, problems }, use) =>
      openWindow('Ada', { browser, site, problems }, use),
    { scope: 'worker' },
  ],
  max: [
    ({ browser, site, problems }, use) =>
      openWindow('Max', { browser, site, problems }, use),
    { scope: 'worker' },
  ],
  bea: [
    ({ browser, site, problems }, use) =>
      openWindow('Bea', { browser, site, problems }, use),
    { scope: 'worker' },
  ],
  watched: [
    async ({ problems }, use) => {
      await use();
      expect(problems.splice(0)).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

type Given = { browser: Browser; site: string; problems: string[] };

async function openWindow(
  name: string,
  { browser, site, problems }: Given,
  provide: (page: Page) => Promise<void>,
) {
  const context = await browser.newContext({
    baseURL: site,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  watchProblems(context, name, problems);
  await provide(await context.newPage());
  await context.close();
}
