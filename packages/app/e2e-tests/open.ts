import type { Page } from '@playwright/test';

export const sidebar = (page: Page) =>
  page.getByRole('navigation', { name: 'sidebar nav' });

/** Goes to a page by the sidebar and to one of its tabs. */
export async function openTab(page: Page, title: string, tab: string) {
  await sidebar(page).getByRole('link', { name: title }).click();
  await page.getByRole('tab', { name: tab, exact: true }).click();
}

/**
 * Goes to a part of the one thing that the page is about; entity pages of the legacy frontend system have tabs, and a
 * bare app keeps parts of one group in a menu.
 */
export async function openContent(page: Page, name: string, group?: string) {
  const navigation = page.getByRole('navigation', {
    name: 'Content navigation',
  });
  const content = navigation
    .getByRole('link', { name })
    .or(page.getByRole('tab', { name, exact: true }));
  const menu = navigation.getByRole('button', { name: group });
  await content.or(menu).first().waitFor();
  if (group && (await menu.isVisible())) {
    await menu.click();
    await page.getByRole('menu').getByText(name, { exact: true }).click();
  } else {
    await content.click();
  }
}
