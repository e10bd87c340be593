import type {
  AccountLinkState,
  BillState,
  CredentialState,
} from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/** @public */
export type CredentialAction = 'use' | 'supersede' | 'revoke' | 'expire';

/**
 * `issued` until the gateway saw it used, `rotating` while it overlaps with its successor.
 *
 * @public
 */
export const credentialStates: StateTable<CredentialState, CredentialAction> =
  Object.freeze({
    issued: {
      use: 'active',
      supersede: 'rotating',
      revoke: 'revoked',
      expire: 'expired',
    },
    active: { supersede: 'rotating', revoke: 'revoked', expire: 'expired' },
    rotating: { revoke: 'revoked', expire: 'expired' },
    revoked: {},
    expired: {},
  });

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

/** @public */
export type BillAction = 'close' | 'finalize';

/** @public */
export const billStates: StateTable<BillState, BillAction> = Object.freeze({
  open: { close: 'closed' },
  closed: { finalize: 'final' },
  final: {},
});
