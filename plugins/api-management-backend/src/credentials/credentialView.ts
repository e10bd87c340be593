import type {
  Credential,
  CredentialState,
  SubscriptionState,
} from '@oaf/backstage-plugin-api-management-common';
import type { GrantActivity } from '@oaf/backstage-plugin-api-management-node';
import { isoTime } from '../database/time';
import type { StoredCredential } from './CredentialStore';

const THUMBPRINT_SHOWN = 12;

/** Enough of a thumbprint for people to tell keys apart. */
export function shortThumbprint(thumbprint: string): string {
  return thumbprint.slice(0, THUMBPRINT_SHOWN);
}

/** What people may see of a credential, with what the gateway observed of its use. */
export function toCredentialView(
  credential: StoredCredential,
  activity: GrantActivity | undefined,
): Credential {
  const lastUsedAt = lastUseOf(credential, activity);
  const state = stateOf(credential, lastUsedAt);
  return {
    id: credential.id,
    type: credential.type,
    state,
    prefix: credential.prefix,
    revealable: credential.sealedSecret !== null && state === 'issued',
    createdAt: isoTime(credential.createdAt),
    revealedAt: isoTime(credential.revealedAt),
    lastUsedAt: isoTime(lastUsedAt),
    expiresAt: isoTime(credential.expiresAt),
    revokedAt: isoTime(credential.revokedAt),
  };
}

/** The public keys that the consumer registered at the gateway; we never held their private halves. */
export function clientKeyViews(
  activity: GrantActivity | undefined,
  subscriptionState: SubscriptionState,
): Credential[] {
  return (activity?.clientKeys ?? []).map(key => ({
    id: key.thumbprint,
    type: 'client-key',
    state:
      subscriptionState === 'ended'
        ? 'revoked'
        : clientKeyState(key.lastUsedAt),
    prefix: shortThumbprint(key.thumbprint),
    revealable: false,
    createdAt: isoTime(key.registeredAt),
    lastUsedAt: isoTime(key.lastUsedAt),
  }));
}

function clientKeyState(lastUsedAt: number | null): CredentialState {
  return lastUsedAt === null ? 'issued' : 'active';
}

function lastUseOf(
  credential: StoredCredential,
  activity: GrantActivity | undefined,
): number | null {
  if (credential.type === 'initial-access-token') {
    const enrolledAt = activity?.enrolledAt ?? null;
    return enrolledAt !== null && enrolledAt >= credential.createdAt
      ? enrolledAt
      : null;
  }
  const use = activity?.apiKeys.find(
    ({ credentialId }) => credentialId === credential.id,
  );
  return use?.lastUsedAt ?? null;
}

/** A used temporary password is over, since it works once. */
function stateOf(
  credential: StoredCredential,
  lastUsedAt: number | null,
): CredentialState {
  if (credential.state === 'revoked') {
    return 'revoked';
  }
  const spent =
    credential.type === 'initial-access-token' && lastUsedAt !== null;
  if (
    spent ||
    (credential.expiresAt !== null && credential.expiresAt <= Date.now())
  ) {
    return 'expired';
  }
  return credential.state === 'issued' && lastUsedAt !== null
    ? 'active'
    : credential.state;
}
