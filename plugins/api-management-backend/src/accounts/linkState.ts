import {
  accountLinkStates,
  nextState,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountLinkState } from '@oaf/backstage-plugin-api-management-common';

/** What is known of a link: its role's last verification, and whether every region could be read. */
export type LinkHealth = { verified: boolean; regionsWell: boolean };

/** The state that what is known leads to; a degraded link recovers only when all is well again. */
export function settledState(
  state: AccountLinkState,
  { verified, regionsWell }: LinkHealth,
): AccountLinkState {
  const well = verified && regionsWell;
  const begun =
    (verified && nextState(accountLinkStates, state, 'verify')) || state;
  return (
    nextState(accountLinkStates, begun, well ? 'recover' : 'degrade') ?? begun
  );
}
