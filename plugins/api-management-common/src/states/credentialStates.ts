import type {
  CredentialState,
  SubscriptionState,
} from '../schema/openapi/generated/models';
import type { StateTable } from './StateTable';

/**
 * What happens to a credential. `enrol` is how a temporary password is used, `use` how any other is.
 *
 * @public
 */
export type CredentialAction =
  | 'use'
  | 'enrol'
  | 'supersede'
  | 'replace'
  | 'revoke'
  | 'expire';

/**
 * `issued` until the gateway saw it used, `rotating` while it overlaps with its successor, `replaced` when that is over.
 * A temporary password works once and is `used` then.
 *
 * @public
 */
export const credentialStates: StateTable<CredentialState, CredentialAction> =
  Object.freeze({
    issued: {
      use: 'active',
      enrol: 'used',
      supersede: 'rotating',
      revoke: 'revoked',
      expire: 'expired',
    },
    active: { supersede: 'rotating', revoke: 'revoked', expire: 'expired' },
    rotating: { replace: 'replaced', revoke: 'revoked' },
    used: {},
    replaced: {},
    revoked: {},
    expired: {},
  });

/**
 * What the holder of a subscription may do with its credentials.
 *
 * @public
 */
export type CredentialOperation =
  | 'issue'
  | 'reveal'
  | 'change'
  | 'recover'
  | 'revoke';

/**
 * Secrets are issued and shown while the subscription is active. A leaked one can be revoked as long as a gateway may
 * know it, also while calls are refused: it would work again when the subscription is resumed.
 *
 * @public
 */
export const credentialOperations: Readonly<
  Record<SubscriptionState, readonly CredentialOperation[]>
> = Object.freeze({
  requested: [],
  approved: [],
  rejected: [],
  withdrawn: [],
  provisioning: ['revoke'],
  failed: ['revoke'],
  active: ['issue', 'reveal', 'change', 'recover', 'revoke'],
  suspended: ['revoke'],
  ending: ['revoke'],
  ended: [],
});
