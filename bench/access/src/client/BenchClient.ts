import { randomUUID } from 'node:crypto';
import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
} from 'jose';

/** A client's key pair: it signs assertions and proofs. ES256. */
export interface BenchClient {
  clientId: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
  kid: string;
}

export async function createClient(clientId: string): Promise<BenchClient> {
  const pair = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = { ...(await exportJWK(pair.publicKey)), alg: 'ES256' };
  const kid = await calculateJwkThumbprint(publicJwk);
  return { clientId, privateKey: pair.privateKey, publicJwk, kid };
}

function sign(
  { privateKey }: BenchClient,
  header: JWTHeaderParameters,
  claims: Record<string, unknown>,
): Promise<string> {
  return new SignJWT({ jti: randomUUID(), ...claims })
    .setProtectedHeader(header)
    .setIssuedAt()
    .sign(privateKey);
}

/** A DPoP proof (RFC 9449). */
export function signProof(
  client: BenchClient,
  claims: { htm: string; htu: string; nonce?: string; ath?: string },
): Promise<string> {
  const jwk = { ...client.publicJwk, alg: undefined };
  return sign(client, { typ: 'dpop+jwt', alg: 'ES256', jwk }, claims);
}

/** A token request as a form: client credentials with `private_key_jwt`. */
export async function signTokenForm(
  client: BenchClient,
  issuer: string,
  parameters: Record<string, string>,
): Promise<string> {
  const { clientId, kid } = client;
  const exp = Math.floor(Date.now() / 1000) + 60;
  const claims = { iss: clientId, sub: clientId, aud: issuer, exp };
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type:
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await sign(client, { alg: 'ES256', kid }, claims),
    ...parameters,
  }).toString();
}
