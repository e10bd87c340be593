import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from 'jose';
import type { AuthorizationRequest } from '../authorizer/Authorization';
import type { SigningAlgorithm } from '../algorithms';
import { sha256 } from '../hash';
import { exampleSecrets } from './exampleGrant';
import type { TestDoor } from './createTestDoor';

/** A key pair of a client that can be made to lie. */
export interface RawKey {
  alg: SigningAlgorithm;
  privateKey: CryptoKey;
  publicJwk: JWK;
  kid: string;
}

/** What to put in place of the right value; undefined takes a member away. */
export interface Changes {
  header?: Record<string, unknown>;
  claims?: Record<string, unknown>;
  key?: RawKey;
}

export async function createRawKey(
  alg: SigningAlgorithm = 'ES256',
): Promise<RawKey> {
  const pair = await generateKeyPair(alg, { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), alg };
  const kid = await calculateJwkThumbprint(publicJwk);
  return { alg, privateKey: pair.privateKey, publicJwk, kid };
}

function sign(
  key: RawKey,
  header: Record<string, unknown>,
  claims: Record<string, unknown>,
): Promise<string> {
  return new SignJWT(claims as JWTPayload)
    .setProtectedHeader(header as unknown as JWTHeaderParameters)
    .sign(key.privateKey);
}

/** A DPoP proof (RFC 9449). */
export function signProof(
  key: RawKey,
  target: { method: string; url: string; nonce?: string; accessToken?: string },
  { header, claims, key: signer = key }: Changes = {},
): Promise<string> {
  const { alg, publicJwk: jwk } = signer;
  return sign(
    signer,
    { typ: 'dpop+jwt', alg, jwk, ...header },
    {
      jti: randomUUID(),
      htm: target.method,
      htu: target.url,
      iat: Math.floor(Date.now() / 1000),
      nonce: target.nonce,
      ath: target.accessToken && sha256(target.accessToken),
      ...claims,
    },
  );
}

/** A client assertion (RFC 7523). */
export function signAssertion(
  key: RawKey,
  door: TestDoor,
  { header, claims, key: signer = key }: Changes = {},
): Promise<string> {
  const { clientId } = door.grant;
  const iat = Math.floor(Date.now() / 1000);
  return sign(
    signer,
    { alg: signer.alg, kid: key.kid, ...header },
    {
      iss: clientId,
      sub: clientId,
      aud: door.issuer,
      jti: randomUUID(),
      iat,
      exp: iat + 60,
      ...claims,
    },
  );
}

export async function fetchNonce(door: TestDoor): Promise<string> {
  const request = new Request(`${door.issuer}/nonce`, { method: 'POST' });
  const answer = await door.handle(request);
  return ((await answer.json()) as { nonce: string }).nonce;
}

/** A registration request with the example's initial access token. */
export async function registrationRequest(
  door: TestDoor,
  key: RawKey,
  changes: {
    proof?: Changes;
    metadata?: Record<string, unknown>;
    headers?: Record<string, string>;
    body?: string;
  } = {},
): Promise<Request> {
  const url = `${door.issuer}/register`;
  const nonce = await fetchNonce(door);
  const target = { method: 'POST', url, nonce };
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Bearer ${exampleSecrets.initialAccessToken}`,
    DPoP: await signProof(key, target, changes.proof),
    ...changes.headers,
  };
  const metadata = {
    token_endpoint_auth_method: 'private_key_jwt',
    grant_types: ['client_credentials'],
    jwks: { keys: [key.publicJwk] },
    ...changes.metadata,
  };
  const body = changes.body ?? JSON.stringify(metadata);
  return new Request(url, { method: 'POST', headers, body });
}

/** What tests change of a good form. `form` adds or replaces parameters; undefined takes one away. */
export interface FormChanges {
  assertion?: Changes;
  form?: Record<string, string | undefined>;
  headers?: Record<string, string>;
  body?: string;
}

/** A form with a client assertion. */
async function formRequest(
  door: TestDoor,
  key: RawKey,
  url: string,
  changes: FormChanges,
): Promise<Request> {
  const fields = Object.entries({
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(key, door, changes.assertion),
    ...changes.form,
  }).filter((field): field is [string, string] => field[1] !== undefined);
  return new Request(url, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      ...changes.headers,
    },
    body: changes.body ?? new URLSearchParams(fields).toString(),
  });
}

/** A token request. */
export async function tokenRequest(
  door: TestDoor,
  key: RawKey,
  changes: FormChanges & { proof?: Changes } = {},
): Promise<Request> {
  const url = `${door.issuer}/token`;
  const target = { method: 'POST', url, nonce: await fetchNonce(door) };
  const DPoP = await signProof(key, target, changes.proof);
  return formRequest(door, key, url, {
    ...changes,
    form: { grant_type: 'client_credentials', ...changes.form },
    headers: { DPoP, ...changes.headers },
  });
}

/** A token request without a proof, as one makes over mutual TLS. */
export function mutualTlsTokenRequest(
  door: TestDoor,
  key: RawKey,
  changes: FormChanges = {},
): Promise<Request> {
  return formRequest(door, key, `${door.issuer}/token`, {
    ...changes,
    form: { grant_type: 'client_credentials', ...changes.form },
  });
}

/** A revocation request (RFC 7009). */
export function revocationRequest(
  door: TestDoor,
  key: RawKey,
  { token, ...changes }: FormChanges & { token?: string },
): Promise<Request> {
  return formRequest(door, key, `${door.issuer}/revoke`, {
    ...changes,
    form: { token, ...changes.form },
  });
}

/** Enrols the key and answers an access token. */
export async function enrolAndGetToken(
  door: TestDoor,
  key: RawKey,
): Promise<string> {
  await door.handle(await registrationRequest(door, key));
  const answer = await door.handle(await tokenRequest(door, key));
  return ((await answer.json()) as { access_token: string }).access_token;
}

/** What tests change of a good API call. */
export interface CallChanges {
  headers?: Record<string, string>;
  proof?: Changes;
  request?: Partial<Pick<AuthorizationRequest, 'method' | 'url'>>;
}

/** A call to the example's API with the example's API key. */
export async function apiCall(
  door: TestDoor,
  key: RawKey,
  token: string,
  changes: CallChanges = {},
): Promise<AuthorizationRequest> {
  const [{ resource }] = door.grant.apis;
  const target = {
    method: 'GET',
    url: `${resource}/accounts`,
    ...changes.request,
  };
  const proof = { ...target, accessToken: token };
  const headers = new Headers({
    Authorization: `DPoP ${token}`,
    DPoP: await signProof(key, proof, changes.proof),
    'x-api-key': exampleSecrets.apiKey,
    ...changes.headers,
  });
  return { ...target, headers, resource };
}

/** A token that the issuer really signed, with other claims. */
export function reissue(
  door: TestDoor,
  token: string,
  claims: Record<string, unknown>,
): Promise<string> {
  const { alg, kid } = door.signer;
  const header = { typ: 'at+jwt', alg, kid };
  return door.signer.sign(header, { ...decodeJwt(token), ...claims });
}
