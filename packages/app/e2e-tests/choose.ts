import { type Locator, expect } from '@playwright/test';

/** Ticks a box, switch or radio button by keyboard: what is drawn lies over the real control. */
export async function choose(control: Locator) {
  await control.press('Space');
  await expect(control).toBeChecked();
}
