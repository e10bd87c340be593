import type { TestDoor } from './createTestDoor';
import { exampleSecrets } from './exampleGrant';
import {
  fetchNonce,
  registrationRequest,
  signAssertion,
  signProof,
  type Changes,
  type RawKey,
} from './rawClient';

/** A registration as the client that made it knows it. */
export interface RawRegistration {
  uri: string;
  token: string;
  key: RawKey;
}

/** Enrols the key with a temporary password; answers what the client must keep, or how it was refused. */
export async function enrolRaw(
  door: TestDoor,
  key: RawKey,
  password = exampleSecrets.initialAccessToken,
) {
  const headers = { Authorization: `Bearer ${password}` };
  const request = await registrationRequest(door, key, { headers });
  const answer = await door.handle(request);
  const body = (await answer.json()) as Record<string, string>;
  return {
    status: answer.status,
    body,
    uri: body.registration_client_uri,
    token: body.registration_access_token,
    key,
  };
}

/** A read, an update (when there is metadata) or a deletion of a registration (RFC 7592). */
export async function manageRequest(
  door: TestDoor,
  { uri: url, token, key }: RawRegistration,
  changes: {
    method?: string;
    proof?: Changes;
    metadata?: Record<string, unknown>;
    headers?: Record<string, string>;
  } = {},
): Promise<Request> {
  const { method = 'GET', metadata } = changes;
  const target = { method, url, nonce: await fetchNonce(door) };
  const headers = {
    Authorization: `Bearer ${token}`,
    DPoP: await signProof(key, target, changes.proof),
    'Content-Type': 'application/json',
    ...changes.headers,
  };
  const body = metadata && JSON.stringify(metadata);
  return new Request(url, { method, headers, body });
}

/** An update that adds `next`: its proof is by `next`, its assertion by the registered key. */
export async function rotationRequest(
  door: TestDoor,
  registration: RawRegistration,
  next: RawKey,
  changes: { proof?: Changes; metadata?: Record<string, unknown> } = {},
): Promise<Request> {
  const metadata = {
    client_id: door.grant.clientId,
    jwks: { keys: [next.publicJwk] },
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(registration.key, door),
    ...changes.metadata,
  };
  const proof = { key: next, ...changes.proof };
  return manageRequest(door, registration, { method: 'PUT', proof, metadata });
}
