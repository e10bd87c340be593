import { POLL_MS, type Step } from './Step';
import { tidyUploads } from './tidyUploads';

/** Deletes what the stack kept, which is gone by now; as much at a time as AWS takes at once. */
export const deleteKept: Step = async job => {
  const { driver, target, call } = job;
  const { remaining, events } = await driver.deleteKept(target, call);
  if (remaining > 0) {
    return { events, delayMs: POLL_MS };
  }
  await tidyUploads(job);
  return { events, state: 'succeeded' };
};
