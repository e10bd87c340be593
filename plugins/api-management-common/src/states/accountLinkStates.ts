import type { AccountLinkState } from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/** @public */
export type AccountLinkAction = 'verify' | 'degrade' | 'recover' | 'unlink';

/**
 * `degrade` and `recover` are the system's: a link is degraded while its role or one of its regions fails, and recovers
 * only when its last verification passed and every region was read.
 *
 * @public
 */
export const accountLinkStates: StateTable<
  AccountLinkState,
  AccountLinkAction
> = Object.freeze({
  pending: { verify: 'verified', unlink: 'unlinked' },
  verified: { degrade: 'degraded', unlink: 'unlinked' },
  degraded: { recover: 'verified', unlink: 'unlinked' },
  unlinked: {},
});
