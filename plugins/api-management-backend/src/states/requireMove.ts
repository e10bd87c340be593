import { ConflictError } from '@backstage/errors';
import {
  allowedActions,
  nextState,
} from '@oaf/backstage-plugin-api-management-common';
import type { StateTable } from '@oaf/backstage-plugin-api-management-common';

/**
 * @param untold - moves that the error does not name, as they are for few
 * @throws ConflictError that names the moves the state allows
 */
export function requireMove<State extends string, Action extends string>(
  table: StateTable<State, Action>,
  state: State,
  action: Action,
  what: string,
  untold: Action[] = [],
): State {
  const next = nextState(table, state, action);
  if (!next) {
    const told = allowedActions(table, state).filter(
      one => !untold.includes(one),
    );
    const allowed = told.join(', ') || 'none';
    throw new ConflictError(
      `A ${what} that is ${state} does not allow ${action}; it allows: ${allowed}`,
    );
  }
  return next;
}
