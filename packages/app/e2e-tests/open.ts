import type { Page } from '@playwright/test';

export const sidebar = (page: Page) =>
  page.getByRole('navigation', { name: 'sidebar nav' });

/** Goes to a page by the sidebar and to one of its tabs. */
export async function openTab(page: Page, title: string, tab: string) {
  await sidebar(page).getByRole('link', { name: title }).click();
  await page.getByRole('tab', { name: tab, exact: true }).click();
}

/** Goes to a part of the one thing that the page is about; entity pages of the legacy frontend system have tabs. */
export async function openContent(page: Page, name: string) {
  await page
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name })
    .or(page.getByRole('tab', { name, exact: true }))
    .click();
}
