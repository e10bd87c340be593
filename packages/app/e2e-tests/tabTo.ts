import type { Locator } from '@playwright/test';

/** Goes to a control as somebody without a mouse does, with at most so many stops on the way. */
export async function tabTo(control: Locator, stops = 10) {
  const isFocused = () =>
    control.evaluate(element => element === document.activeElement);
  for (let stop = 0; stop < stops && !(await isFocused()); ++stop) {
    await control.page().keyboard.press('Tab');
  }
  if (!(await isFocused())) {
    throw new Error(`${control} is not reached by ${stops} stops of Tab`);
  }
}
