import type { AccessResponse } from '../request/AccessRequest';
import type { AccessContext, Endpoint } from './Endpoint';
import { OAuthError } from '../OAuthError';
import type { ClientKey, RegisteredKey } from '../ports';
import { clientInformation } from '../registration/clientInformation';
import { expiryOf } from '../registration/expiryOf';
import { isLive } from '../registration/liveKeys';
import { proveNewKey, proveRegisteredKey } from '../registration/proveUpdate';
import {
  readRegistrationUpdate,
  type RegistrationUpdate,
} from '../registration/readRegistrationUpdate';
import { requireGrantedScope } from '../registration/requireGrantedScope';
import { requireRegistrableKeys } from '../registration/requireRegistrableKeys';
import {
  requireRegistration,
  type HeldRegistration,
} from '../registration/requireRegistration';
import { findNewKey, rotateKeys } from '../registration/rotateKeys';
import { respond, respondEmpty } from './respond';

function answer(
  { client, registrationToken, headers }: HeldRegistration,
  keys: ClientKey[],
  scope: string,
  { issuer }: AccessContext,
): AccessResponse {
  const { grant } = client;
  const registration = { grant, keys, registrationToken, scope };
  return respond(clientInformation(registration, issuer), { headers });
}

function requireSameClient(
  update: RegistrationUpdate,
  { client }: HeldRegistration,
) {
  if (update.client_id !== client.grant.clientId) {
    throw new OAuthError(
      'invalid_client_metadata',
      'client_id is not that of the registration',
    );
  }
}

async function prove(
  held: HeldRegistration,
  wanted: RegisteredKey[],
  update: RegistrationUpdate,
  context: AccessContext,
) {
  const newKey = findNewKey(held.keys, wanted, context.clock());
  await (newKey
    ? proveNewKey(held, newKey, update, context)
    : proveRegisteredKey(held, context));
}

async function store(
  { client }: HeldRegistration,
  keys: ClientKey[],
  { registry, clock }: AccessContext,
) {
  const outcome = await registry.replaceKeys({
    clientId: client.grant.clientId,
    heldKeys: client.keys,
    keys,
    at: clock(),
  });
  if (outcome === 'key-taken') {
    throw new OAuthError(
      'invalid_client_metadata',
      'The key belongs to another subscription; make a new one',
    );
  }
  if (outcome === 'outdated') {
    throw new OAuthError(
      'invalid_client_metadata',
      'The keys were changed meanwhile; read them and try again',
    );
  }
}

/** RFC 7592 section 2.1. */
export const readRegistration: Endpoint = async (request, context) => {
  const held = await requireRegistration(request, context);
  await proveRegisteredKey(held, context);
  const now = context.clock();
  const live = held.keys.filter(key => isLive(key, now));
  return answer(held, live, held.client.grant.scopes.join(' '), context);
};

/** RFC 7592 section 2.2: how a client rotates the keys of one registration. */
export const updateRegistration: Endpoint = async (request, context) => {
  const held = await requireRegistration(request, context);
  const update = await readRegistrationUpdate(request);
  requireSameClient(update, held);
  const wanted = requireRegistrableKeys(update);
  const scope = requireGrantedScope(update, held.client.grant);
  const now = context.clock();
  const keys = rotateKeys(held, wanted, {
    now,
    overlap: update.jwks_overlap,
    expiry: expiryOf(held.client.grant, now),
  });
  await prove(held, wanted, update, context);
  await store(held, keys, context);
  const own = keys.filter(key => key.registrationTokenHash === held.tokenHash);
  return answer(held, own, scope, context);
};

/** RFC 7592 section 2.3. Other registrations and the grant stay: a new temporary password enrols again. */
export const deleteRegistration: Endpoint = async (request, context) => {
  const held = await requireRegistration(request, context);
  await proveRegisteredKey(held, context);
  await context.registry.unregister({
    clientId: held.client.grant.clientId,
    registrationTokenHash: held.tokenHash,
  });
  return respondEmpty({ status: 204, headers: held.headers });
};
