import {
  credentialStates,
  nextState,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  CredentialAction,
  CredentialState,
} from '@oaf/backstage-plugin-api-management-common';

/** What happened to a credential and when; epoch milliseconds, absent or null when it did not. */
export type CredentialTimes = Partial<Record<CredentialAction, number | null>>;

/**
 * The state that a credential is in now: what happened to it in the order of time, as far as each move was possible
 * then. So a password that was used and revoked later stays used, and one that expired before was never revoked.
 */
export function credentialStateOf(
  times: CredentialTimes,
  now = Date.now(),
): CredentialState {
  return Object.entries(times)
    .filter((move): move is [CredentialAction, number] => move[1] !== null)
    .filter(([, at]) => at <= now)
    .sort(([, a], [, b]) => a - b)
    .reduce<CredentialState>(
      (state, [action]) =>
        nextState(credentialStates, state, action as CredentialAction) ?? state,
      'issued',
    );
}
