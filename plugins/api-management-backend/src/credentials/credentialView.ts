import type {
  Credential,
  CredentialState,
  PlanReference,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ClientKeyActivity,
  GrantActivity,
} from '@oaf/backstage-plugin-api-management-node';
import { isoTime } from '../database/time';
import { identify } from '../provisioning/mergeActivity';
import { credentialStateOf } from './credentialState';
import type { StoredCredential } from './CredentialStore';

const THUMBPRINT_SHOWN = 12;

/** Enough of a thumbprint for people to tell keys apart. */
export function shortThumbprint(thumbprint: string): string {
  return thumbprint.slice(0, THUMBPRINT_SHOWN);
}

/** A secret that was shown or replaced may still be kept for gateways. */
export const isRevealable = ({
  sealedSecret,
  revealedAt,
  replacedAt,
}: StoredCredential): boolean =>
  sealedSecret !== null && revealedAt === null && replacedAt === null;

/** What people may see of a credential, with what the gateway observed of its use. */
export function toCredentialView(
  credential: StoredCredential,
  activity: GrantActivity | undefined,
  plan?: PlanReference,
): Credential {
  const usedAt = lastUseOf(credential, activity);
  const state = stateOf(credential, usedAt);
  return {
    id: credential.id,
    type: credential.type,
    state,
    name: credential.name ?? undefined,
    plan,
    prefix: credential.prefix,
    revealable: isRevealable(credential) && state === 'issued',
    createdAt: isoTime(credential.createdAt),
    revealedAt: isoTime(credential.revealedAt),
    lastUsedAt: isoTime(usedAt),
    replacedAt: isoTime(credential.replacedAt),
    expiresAt: isoTime(credential.expiresAt),
    ...revocation(state, credential.revokedAt, credential.reason),
  };
}

function stateOf(
  { type, createdAt, ...times }: StoredCredential,
  usedAt: number | null,
): CredentialState {
  const { replacedAt, expiresAt, revokedAt: revoke } = times;
  if (type === 'initial-access-token') {
    return credentialStateOf({ enrol: usedAt, expire: expiresAt, revoke });
  }
  return credentialStateOf({
    // Only the last use is known, and the first one is what counts.
    use: usedAt && createdAt,
    supersede: replacedAt,
    ...(replacedAt ? { replace: expiresAt } : { expire: expiresAt }),
    revoke,
  });
}

/** A temporary password that had expired or was used before is not one that was revoked. */
function revocation(
  state: CredentialState,
  revokedAt: number | null,
  reason: string | null = null,
) {
  return state === 'revoked'
    ? { revokedAt: isoTime(revokedAt), reason: reason ?? undefined }
    : {};
}

/** The public keys that the consumer registered at the gateway; we never held their private halves. */
export function clientKeyViews(
  activity: GrantActivity | undefined,
): Credential[] {
  return (activity?.clientKeys ?? []).map(toClientKeyView);
}

function toClientKeyView(key: ClientKeyActivity): Credential {
  const state = clientKeyState(key);
  return {
    id: identify(key),
    type: 'client-key',
    state,
    prefix: shortThumbprint(key.thumbprint),
    revealable: false,
    createdAt: isoTime(key.registeredAt),
    lastUsedAt: isoTime(key.lastUsedAt),
    replacedAt: isoTime(key.replacedAt),
    expiresAt: isoTime(state === 'revoked' ? null : key.notAfter),
    ...revocation(state, key.revokedAt),
  };
}

function clientKeyState(key: ClientKeyActivity): CredentialState {
  const { registeredAt, lastUsedAt, replacedAt, notAfter, revokedAt } = key;
  return credentialStateOf({
    use: lastUsedAt && registeredAt,
    supersede: replacedAt,
    revoke: revokedAt,
    ...(replacedAt ? { replace: notAfter } : { expire: notAfter }),
  });
}

function lastUseOf(
  credential: StoredCredential,
  activity: GrantActivity | undefined,
): number | null {
  if (credential.type === 'initial-access-token') {
    const enrolment = activity?.enrolments.find(
      ({ credentialId }) => credentialId === credential.id,
    );
    return enrolment?.at ?? credential.usedAt;
  }
  const use = activity?.apiKeys.find(
    ({ credentialId }) => credentialId === credential.id,
  );
  return use?.lastUsedAt ?? null;
}
