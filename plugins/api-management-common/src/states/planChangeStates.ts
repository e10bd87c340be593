import type {
  PlanChangeAction,
  PlanChangeState,
} from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/**
 * `stop` is the system's: the subscription ended. While a change overlaps, keys of both plans work; whoever regrets it
 * finishes it and asks for the former plan again, because the new one was used and is billed.
 *
 * @public
 */
export const planChangeStates: StateTable<
  PlanChangeState,
  PlanChangeAction | 'stop'
> = Object.freeze({
  requested: {
    approve: 'overlapping',
    reject: 'rejected',
    withdraw: 'withdrawn',
    stop: 'stopped',
  },
  overlapping: { finish: 'finished', stop: 'stopped' },
  finished: {},
  rejected: {},
  withdrawn: {},
  stopped: {},
});

/**
 * A subscription has at most one plan change in these.
 *
 * @public
 */
export const runningPlanChangeStates: readonly ('requested' | 'overlapping')[] =
  Object.freeze(['requested', 'overlapping']);
