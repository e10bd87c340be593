import { createHmac } from 'node:crypto';
import type { Grant } from '@oaf/contract';
import { toSeconds } from '../clock';
import { sha256 } from '../hash';
import { OAuthError } from '../OAuthError';
import type {
  ClientRegistry,
  KeptKeyPair,
  KeyPairs,
  RegisteredKey,
} from '../ports';
import { clientInformation } from '../registration/clientInformation';
import { encryptPrivateKey } from '../registration/encryptPrivateKey';
import { enrol } from '../registration/enrol';
import { expiryOf } from '../registration/expiryOf';
import {
  findEnrolment,
  refuseInitialAccessToken,
} from '../registration/findEnrolment';
import { readBearerToken } from '../registration/readBearerToken';
import { requireRegistrableKeys } from '../registration/requireRegistrableKeys';
import type { AccessContext, Endpoint } from './Endpoint';
import { respond } from './respond';

type WaitingKeyPair = KeptKeyPair & { sealedKey: string; salt: string };

function refuseHandedOut(): OAuthError {
  return new OAuthError(
    'invalid_token',
    'The key pair of this temporary password was handed out already. If it did not arrive, recover access in the portal: that revokes the key and gives a new temporary password',
    { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } },
  );
}

function isWaiting(pair: KeptKeyPair): pair is WaitingKeyPair {
  return pair.sealedKey !== null && pair.salt !== null;
}

/** Of whom a key of its own was promised, none is made under another. */
function ownKeyOf({ dedicatedKey, subscriptionId }: Grant) {
  if (dedicatedKey && !dedicatedKey.arn) {
    throw new Error(`The gateway has no key for ${subscriptionId}`);
  }
  return dedicatedKey && { keyId: dedicatedKey.arn };
}

/** The pair of this temporary password; whoever was cut off before it was handed out gets the same one. */
async function findOrMake(
  token: string,
  keyPairs: KeyPairs,
  { issuer, registry, clock }: AccessContext,
): Promise<WaitingKeyPair> {
  const tokenHash = sha256(token);
  let pair = await keyPairs.find(tokenHash);
  if (!pair) {
    const { grant } = await findEnrolment(token, clock(), registry);
    const { clientId, subscriptionId, enrolment } = grant;
    const { credentialId, expiresAt } = enrolment!;
    const owner = { issuer, subscriptionId, credentialId };
    pair = await keyPairs.make(tokenHash, {
      clientId,
      owner,
      expiresAt,
      ...ownKeyOf(grant),
    });
  }
  if (!isWaiting(pair)) {
    throw refuseHandedOut();
  }
  return pair;
}

/** @throws OAuthError as for an enrolment that cannot be */
async function requireGrant(
  { clientId, expiresAt }: KeptKeyPair,
  { registry, clock }: AccessContext,
): Promise<Grant> {
  const client = await registry.findByClientId(clientId);
  if (!client || clock() >= expiresAt) {
    throw refuseInitialAccessToken();
  }
  if (client.grant.status !== 'active') {
    throw new OAuthError('access_denied', 'The subscription is suspended');
  }
  return client.grant;
}

/** Of the password and what is forgotten with the private half, so that the same one is answered after an interruption. */
function registrationTokenOf(token: string, salt: string): string {
  return `oaf_rat_${createHmac('sha256', token)
    .update(salt)
    .digest('base64url')}`;
}

/** Spends the temporary password, unless this very key was enrolled with it before. */
async function enrolOnce(
  enrolment: Parameters<typeof enrol>[0],
  registry: ClientRegistry,
) {
  try {
    await enrol(enrolment, registry);
  } catch (error) {
    const client = await registry.findByClientId(enrolment.grant.clientId);
    if (!client?.keys.some(({ jwk }) => jwk.kid === enrolment.key.kid)) {
      throw error;
    }
  }
}

function answer(
  registration: { grant: Grant; key: RegisteredKey; registrationToken: string },
  encrypted: string,
  { issuer, clock }: AccessContext,
) {
  const { grant, key, registrationToken } = registration;
  const keys = [{ jwk: key, notAfter: null, ...expiryOf(grant, clock()) }];
  const scope = grant.scopes.join(' ');
  const body = {
    ...clientInformation({ grant, keys, registrationToken, scope }, issuer),
    client_id_issued_at: toSeconds(clock()),
    encrypted_private_key: encrypted,
  };
  return respond(body, { status: 201 });
}

/**
 * For a consumer that cannot make a key pair: the gateway makes one, enrols its public half and answers the private half
 * once, encrypted with the initial access token. Until then it is kept as {@link KeyPairs} seals it, so that an
 * interruption before it is handed out costs nothing. No RFC describes it; it is there only when the host has a
 * {@link KeyPairs}, and `/register` is the better way.
 */
export function keyPair(keyPairs: KeyPairs): Endpoint {
  return async (request, context) => {
    const { token } = readBearerToken(request.headers, 'temporary password');
    const pair = await findOrMake(token, keyPairs, context);
    const grant = await requireGrant(pair, context);
    const [key] = requireRegistrableKeys({ jwks: { keys: [pair.publicJwk] } });
    const { d } = await keyPairs.open(pair);
    const encrypted = await encryptPrivateKey({ ...key, d }, token);
    const registrationToken = registrationTokenOf(token, pair.salt);
    const at = context.clock();
    const enrolment = { grant, token, key, registrationToken, at };
    await enrolOnce(enrolment, context.registry);
    if (!(await keyPairs.take(sha256(token)))) {
      throw refuseHandedOut();
    }
    return answer({ grant, key, registrationToken }, encrypted, context);
  };
}
