import * as z from 'zod';
import { futureTolerance, refuseSkewed, toSeconds } from '../clock';
import { importHeldKey } from '../jws/importKey';
import { isSignedBy } from '../jws/verifyJws';
import { OAuthError } from '../OAuthError';
import type {
  ClientRegistry,
  Clock,
  RegisteredClient,
  RegisteredKey,
} from '../ports';
import { liveKeys } from '../registration/liveKeys';
import { refuseClient, type UnverifiedAssertion } from './readAssertion';

/** Seconds between `iat` and `exp` of an assertion. */
const maxLifetime = 300;

/** NumericDate, which may have a fraction (RFC 7519 section 2). */
const instant = z.number().nonnegative();
const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  // FAPI 2.0 Security Profile 5.3.2.1: the issuer as a plain string, never an array or the token URL.
  aud: z.unknown().optional(),
  jti: z.string().min(1).max(256),
  iat: instant,
  exp: instant,
  nbf: instant.optional(),
});

type AssertionClaims = z.infer<typeof claimsSchema>;

/** A client that proved its key. The assertion's `jti` is still to be consumed. */
export interface AuthenticatedClient {
  client: RegisteredClient;
  kid: string;
  jti: string;
  /** Epoch seconds. */
  exp: number;
}

/** A client that rotates its key has several, and may leave `kid` out; then each is tried. */
function requireSigningKey(
  { jws, kid }: UnverifiedAssertion,
  now: number,
  client?: RegisteredClient,
): RegisteredKey {
  const signer = liveKeys(client?.keys ?? [], now)
    .filter(key => kid === undefined || key.kid === kid)
    .find(key => isSignedBy(jws, importHeldKey(key)));
  if (!signer) {
    throw refuseClient();
  }
  return signer;
}

function readClaims({ jws }: UnverifiedAssertion): AssertionClaims {
  const parsed = claimsSchema.safeParse(jws.payload);
  if (!parsed.success) {
    const names = parsed.error.issues.map(issue => issue.path[0]).join(' ');
    throw new OAuthError(
      'invalid_client',
      `The assertion lacks or misuses: ${names}`,
      { cause: parsed.error },
    );
  }
  return parsed.data;
}

/** By its `sub` the client was found, so `iss` is left to compare. */
function checkParties(
  claims: AssertionClaims,
  clientId: string,
  issuer: string,
) {
  if (claims.iss !== clientId) {
    throw refuseClient();
  }
  if (claims.aud !== issuer) {
    throw new OAuthError(
      'invalid_client',
      `aud must be the issuer identifier ${issuer} as a plain string`,
    );
  }
}

function checkTimes({ iat, nbf = iat, exp }: AssertionClaims, now: number) {
  const code = 'invalid_client';
  if (exp - iat > maxLifetime) {
    throw new OAuthError(code, `The assertion may live ${maxLifetime} s`);
  }
  refuseSkewed({ claim: 'iat', value: iat, now, maxAge: maxLifetime }, code);
  refuseSkewed({ claim: 'nbf', value: nbf, now, maxAge: Infinity }, code);
  if (now - exp > futureTolerance) {
    throw new OAuthError(code, `exp is ${Math.round(now - exp)} s in the past`);
  }
}

/**
 * `private_key_jwt` (RFC 7523): the key comes from registration only, and only with its registered algorithm.
 * @throws OAuthError `invalid_client`
 */
export async function authenticateClient(
  assertion: UnverifiedAssertion,
  context: { issuer: string; registry: ClientRegistry; clock: Clock },
): Promise<AuthenticatedClient> {
  const clientId = assertion.claimedClientId;
  const client = await context.registry.findByClientId(clientId);
  const now = context.clock();
  const key = requireSigningKey(assertion, now, client);
  const claims = readClaims(assertion);
  checkParties(claims, clientId, context.issuer);
  checkTimes(claims, toSeconds(now));
  return { client: client!, kid: key.kid, jti: claims.jti, exp: claims.exp };
}
