import type {
  DriftAction,
  DriftDifference,
  DriftKind,
  DriftState,
} from '../schema/openapi/generated/models';
import { allowedActions, type StateTable } from './StateTable';

/**
 * `see` and `miss` are a comparison's: it saw the difference again, or no more. What was ignored is open again when it
 * changed, and what is over when it is back.
 *
 * @public
 */
export const driftStates: StateTable<DriftState, DriftAction | 'see' | 'miss'> =
  Object.freeze({
    open: {
      repair: 'repairing',
      ignore: 'ignored',
      adopt: 'adopted',
      miss: 'gone',
    },
    ignored: {
      repair: 'repairing',
      reopen: 'open',
      adopt: 'adopted',
      miss: 'gone',
    },
    repairing: { see: 'open', miss: 'repaired' },
    repaired: { see: 'open' },
    adopted: { see: 'open' },
    gone: { see: 'open' },
  });

/** States of what is not over. @public */
export const currentDriftStates: readonly ('open' | 'ignored' | 'repairing')[] =
  Object.freeze(['open', 'ignored', 'repairing']);

/**
 * What can be done about a finding: foreign API keys are taken over, other foreign things of usage plans are left to
 * whoever made them, and everything else is put right.
 *
 * @public
 */
export function driftActions(finding: {
  kind: DriftKind;
  difference: DriftDifference;
  state: DriftState;
}): DriftAction[] {
  const { kind, difference, state } = finding;
  const isForeignKey = difference === 'foreign' && kind === 'api-key';
  const isForeignPlan = difference === 'foreign' && kind === 'usage-plan';
  const allowed = allowedActions(driftStates, state);
  return (['repair', 'adopt', 'ignore', 'reopen'] as const).filter(
    action =>
      allowed.includes(action) &&
      (action !== 'adopt' || isForeignKey) &&
      (action !== 'repair' || !(isForeignKey || isForeignPlan)),
  );
}
