import { type Locator, type Page, expect } from '@playwright/test';
import { sidebar } from './open';
import { tabTo } from './tabTo';

/** The page has a sidebar and a header before its own content. */
const farAway = 80;

/** Goes to a control by Tab and presses Enter on it. */
export async function enter(control: Locator) {
  await expect(control.first()).toBeVisible();
  await tabTo(control, farAway);
  await control.page().keyboard.press('Enter');
}

/** Goes to a field by Tab and writes into it. */
export async function write(field: Locator, text: string) {
  await tabTo(field, farAway);
  await field.page().keyboard.type(text);
}

/** Chooses an entry of a menu. */
export async function pick(menu: Locator, name: string) {
  const { keyboard } = menu.page();
  await enter(menu);
  const option = menu.page().getByRole('option', { name, exact: true });
  await expect(option).toBeVisible();
  await arrowTo(option, 'ArrowDown');
  await keyboard.press('Enter');
}

/** Opens a page from the sidebar. */
export async function enterPage(page: Page, title: string) {
  await enter(sidebar(page).getByRole('link', { name: title, exact: true }));
}

/** Goes to a tab of the page: Tab leads to the list, arrows within it. */
export async function enterTab(page: Page, name: string) {
  const tab = page.getByRole('tab', { name, exact: true });
  await expect(tab).toBeVisible();
  await tabTo(page.getByRole('tab'), farAway);
  await arrowTo(tab, 'ArrowRight');
  await page.keyboard.press('Enter');
}

/** Presses a button in the row of a table: Tab leads to the table, arrows within it. */
export async function enterInRow(row: Locator, name: string) {
  const button = row.getByRole('button', { name });
  await expect(button).toBeVisible();
  const table = row.locator('xpath=ancestor::table[1]');
  await tabTo(table.getByRole('row'), farAway);
  await arrowTo(row, 'ArrowDown');
  await arrowTo(button, 'ArrowRight');
  await row.page().keyboard.press('Enter');
}

async function arrowTo(target: Locator, key: 'ArrowDown' | 'ArrowRight') {
  const isFocused = () =>
    target.evaluate(element => element === document.activeElement);
  for (let time = 0; time < 12 && !(await isFocused()); ++time) {
    await target.page().keyboard.press(key);
  }
  await expect(target).toBeFocused();
}
