import { calculateJwkThumbprint, importJWK } from 'jose';
import { z } from 'zod';
import {
  namesOf,
  type SigningAlgorithm,
  signingAlgorithms,
} from '../algorithms';
import { OAuthError } from '../OAuthError';
import type { RegisteredKey } from '../ports';
import type { ClientMetadata } from './readClientMetadata';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const minRsaBits = 2048;

const keySchema = z.object({
  kty: z.enum(['EC', 'RSA', 'OKP']),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  alg: z.enum(signingAlgorithms),
  use: z.literal('sig').default('sig'),
  kid: z.string().optional(),
});

type PublicKey = z.infer<typeof keySchema>;

function refuse(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client_metadata', description, { cause });
}

function refusePrivate(key: Record<string, unknown>) {
  if (privateMembers.some(member => member in key)) {
    throw refuse('jwks holds a private key; it is compromised, make a new one');
  }
}

function parseKey(key: Record<string, unknown>): PublicKey {
  const parsed = keySchema.safeParse(key);
  if (!parsed.success) {
    const member = String(parsed.error.issues[0].path[0]);
    throw refuse(`${member} of the key is missing or not supported`);
  }
  return parsed.data;
}

function isNameOf(alg: SigningAlgorithm, name: string): boolean {
  return namesOf(alg).some(known => known === name);
}

async function importPublic(key: PublicKey) {
  try {
    return (await importJWK(key, key.alg)) as CryptoKey;
  } catch (cause) {
    throw refuse('The key is not valid for its alg', cause);
  }
}

async function refuseWeak(key: PublicKey) {
  const { algorithm } = await importPublic(key);
  const bits = (algorithm as RsaHashedKeyAlgorithm).modulusLength;
  if (bits !== undefined && bits < minRsaBits) {
    throw refuse(`An RSA key needs at least ${minRsaBits} bits`);
  }
}

async function identify(key: PublicKey): Promise<RegisteredKey> {
  const kid = await calculateJwkThumbprint(key);
  if (key.kid !== undefined && key.kid !== kid) {
    throw refuse('kid must be the RFC 7638 SHA-256 thumbprint, or be left out');
  }
  return { ...key, kid };
}

/**
 * The one public key of the metadata: strong enough, named by its thumbprint, stripped of all other members.
 * @throws OAuthError `invalid_client_metadata`
 */
export async function requireRegistrableKey(
  metadata: ClientMetadata,
): Promise<RegisteredKey> {
  const [candidate] = metadata.jwks.keys;
  refusePrivate(candidate);
  const key = parseKey(candidate);
  const signingAlg = metadata.token_endpoint_auth_signing_alg;
  if (signingAlg !== undefined && !isNameOf(key.alg, signingAlg)) {
    throw refuse('token_endpoint_auth_signing_alg is not the alg of the key');
  }
  await refuseWeak(key);
  return identify(key);
}
