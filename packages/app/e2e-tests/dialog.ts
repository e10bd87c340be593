import type { Page } from '@playwright/test';

/** The dialog that is open. The list of a select is a dialog too, and stays a moment after its option was chosen. */
export const dialogOf = (page: Page) =>
  page.getByRole('dialog').and(page.locator(':not([data-trigger])'));
