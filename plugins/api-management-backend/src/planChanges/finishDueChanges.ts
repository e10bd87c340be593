import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { PlanChangeService } from './PlanChangeService';
import type { PlanChangeStore } from './PlanChangeStore';

const BATCH = 100;

/** Finishes changes whose overlap is over; one that cannot be finished holds up no other. */
export async function finishDueChanges(
  {
    planChangeStore,
    planChanges,
    logger,
  }: {
    planChangeStore: PlanChangeStore;
    planChanges: PlanChangeService;
    logger: LoggerService;
  },
  signal: AbortSignal,
) {
  for (const change of await planChangeStore.listDue(BATCH)) {
    if (signal.aborted) {
      return;
    }
    await planChanges
      .finishDue(change)
      .catch(error =>
        logger.warn(
          `Plan change ${change.id} is not finished: ${stringifyError(error)}`,
        ),
      );
  }
}
