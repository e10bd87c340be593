import type { Price } from './Price';
import { DAY_MS, endOfDay } from './period';

/**
 * The instant at which the trial of a price ends: the end of the day (UTC) on which its days are over. Undefined when it
 * has none.
 *
 * @param subscribedAt - when the subscription became active, epoch milliseconds
 * @public
 */
export function trialEnd(
  { components }: Price,
  subscribedAt: number,
): number | undefined {
  const trial = components.find(component => component.type === 'trial');
  return trial && endOfDay(subscribedAt + Number(trial.days) * DAY_MS);
}

/**
 * No trial lasts longer than this: whoever was active before cannot be in one.
 *
 * @public
 */
export const LONGEST_TRIAL_MS = 367 * DAY_MS;
