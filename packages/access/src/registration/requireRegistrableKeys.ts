import * as z from 'zod';
import {
  namesOf,
  type SigningAlgorithm,
  signingAlgorithms,
} from '../algorithms';
import { importKey, WeakKeyError } from '../jws/importKey';
import { OAuthError } from '../OAuthError';
import type { RegisteredKey } from '../ports';
import type { ClientMetadata } from './readClientMetadata';

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

const keySchema = z.object({
  kty: z.enum(['EC', 'RSA', 'OKP']),
  crv: z.string().optional(),
  x: z.string().optional(),
  y: z.string().optional(),
  n: z.string().optional(),
  e: z.string().optional(),
  alg: z.enum(signingAlgorithms).optional(),
  use: z.literal('sig').default('sig'),
  kid: z.string().optional(),
});

type ParsedKey = z.infer<typeof keySchema>;
type PublicKey = ParsedKey & { alg: SigningAlgorithm };

function refuse(description: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_client_metadata', description, { cause });
}

function refusePrivate(key: Record<string, unknown>) {
  if (privateMembers.some(member => member in key)) {
    throw refuse('jwks holds a private key; it is compromised, make a new one');
  }
}

function parseKey(key: Record<string, unknown>): ParsedKey {
  const parsed = keySchema.safeParse(key);
  if (!parsed.success) {
    const member = String(parsed.error.issues[0].path[0]);
    throw refuse(
      member === 'alg'
        ? `alg of the key must be one of ${signingAlgorithms.join(', ')}`
        : `${member} of the key is missing or not supported`,
    );
  }
  return parsed.data;
}

const algorithmOfCurve: Partial<Record<string, SigningAlgorithm>> = {
  'EC P-256': 'ES256',
  'OKP Ed25519': 'EdDSA',
};

/** The algorithm that the key itself leaves open: one alone fits a curve, and RSA has several (RFC 7518 section 3.1). */
function algorithmOf(
  { kty, crv, alg }: ParsedKey,
  signingAlg?: string,
): SigningAlgorithm {
  const named = signingAlgorithms.find(known => known === signingAlg);
  const known = alg ?? algorithmOfCurve[`${kty} ${crv}`] ?? named;
  if (!known) {
    throw refuse(
      kty === 'RSA'
        ? 'The key does not say its algorithm; add alg PS256 to the RSA key'
        : 'The key does not say its algorithm; add its alg, for a key on P-256 (ES256) or Ed25519 (EdDSA)',
    );
  }
  return known;
}

function isNameOf(alg: SigningAlgorithm, name: string): boolean {
  return namesOf(alg).some(known => known === name);
}

function identify(key: PublicKey): RegisteredKey {
  const kid = thumbprintOf(key);
  if (key.kid !== undefined && key.kid !== kid) {
    throw refuse(
      `kid must be ${kid}, the RFC 7638 SHA-256 thumbprint, or be left out`,
    );
  }
  return { ...key, kid };
}

function thumbprintOf(key: PublicKey): string {
  try {
    return importKey(key, key.alg).thumbprint;
  } catch (cause) {
    if (cause instanceof WeakKeyError) {
      throw refuse(`An RSA key needs at least ${cause.minBits} bits`, cause);
    }
    throw refuse('The key is not valid for its alg', cause);
  }
}

function requireRegistrableKey(
  candidate: Record<string, unknown>,
  signingAlg?: string,
): RegisteredKey {
  refusePrivate(candidate);
  const parsed = parseKey(candidate);
  const key = { ...parsed, alg: algorithmOf(parsed, signingAlg) };
  if (signingAlg !== undefined && !isNameOf(key.alg, signingAlg)) {
    throw refuse('token_endpoint_auth_signing_alg is not the alg of the key');
  }
  return identify(key);
}

/**
 * The public keys of the metadata: strong enough, named by their thumbprints, stripped of all other members.
 * @throws OAuthError `invalid_client_metadata`
 */
export function requireRegistrableKeys(
  metadata: Pick<ClientMetadata, 'jwks' | 'token_endpoint_auth_signing_alg'>,
): RegisteredKey[] {
  const keys = metadata.jwks.keys.map(key =>
    requireRegistrableKey(key, metadata.token_endpoint_auth_signing_alg),
  );
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) {
    throw refuse('jwks holds a key twice');
  }
  return keys;
}
