import type { Backend } from './Backend';
import { eventually } from './eventually';

const PLUGIN = 'api-management';
const POLL_MS = 20;

/**
 * Has a task run now and answers how many seconds it took at most: from the last look at which it had not begun to the
 * first at which it was over. So the scheduler's own wait is left out.
 */
export async function timeTask(
  backend: Backend,
  id: string,
  withinMs = 120_000,
): Promise<number> {
  const state = async () => {
    const { taskState } = (await backend.tasks(PLUGIN)).find(
      ({ taskId }) => taskId === id,
    )!;
    return taskState;
  };
  const former = (await state())?.lastRunEndedAt;
  await backend.trigger(PLUGIN, id);
  let notBegunAt = performance.now();
  return eventually(
    async () => {
      const askedAt = performance.now();
      const { status, lastRunEndedAt } = (await state())!;
      if (status === 'idle' && lastRunEndedAt !== former) {
        return (performance.now() - notBegunAt) / 1000;
      }
      notBegunAt = status === 'idle' ? askedAt : notBegunAt;
      return undefined;
    },
    { everyMs: POLL_MS, withinMs, what: `The task ${id}` },
  );
}
