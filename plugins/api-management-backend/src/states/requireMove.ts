import { ConflictError } from '@backstage/errors';
import {
  allowedActions,
  nextState,
} from '@oaf/backstage-plugin-api-management-common';
import type { StateTable } from '@oaf/backstage-plugin-api-management-common';

/** @throws ConflictError that names the moves the state allows */
export function requireMove<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
  action: Action,
  what: string,
): State {
  const next = nextState(table, state, action);
  if (!next) {
    // Repair is for what is damaged, and not to be told to everybody else.
    const told = allowedActions(table, state).filter(
      one => (one as string) !== 'repair',
    );
    const allowed = told.join(', ') || 'none';
    throw new ConflictError(
      `A ${what} that is ${state} does not allow ${action}; it allows: ${allowed}`,
    );
  }
  return next;
}
