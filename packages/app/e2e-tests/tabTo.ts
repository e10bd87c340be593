import type { Locator } from '@playwright/test';

/** Goes to a control, or the first of several, as somebody without a mouse does, with at most so many stops on the way. */
export async function tabTo(controls: Locator, stops = 10) {
  const isFocused = () =>
    controls.evaluateAll(elements =>
      elements.some(element => element === document.activeElement),
    );
  await press('Tab', isFocused, controls, stops);
}

/** Chooses a radio button by keyboard: Tab leads to the group, arrows or the space bar choose in it. */
export async function chooseRadio(radio: Locator, group: Locator) {
  await tabTo(group.getByRole('radio'));
  await radio.page().keyboard.press('Space');
  await press('ArrowDown', () => radio.isChecked(), radio, 10);
}

async function press(
  key: string,
  isDone: () => Promise<boolean>,
  controls: Locator,
  times: number,
) {
  const { keyboard } = controls.page();
  for (let time = 0; time < times && !(await isDone()); ++time) {
    await keyboard.press(key);
  }
  if (!(await isDone())) {
    throw new Error(`${controls} is not reached by ${times} × ${key}`);
  }
}
