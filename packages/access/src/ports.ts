import type { Grant } from '@oaf/contract';
import type { JSONWebKeySet, JWK, JWTHeaderParameters, JWTPayload } from 'jose';
import type { SigningAlgorithm } from './algorithms';

/** Epoch milliseconds. */
export type Clock = () => number;

/** A public key of a client. `kid` is its RFC 7638 SHA-256 thumbprint; `alg` is the only algorithm it may be used with. */
export type RegisteredKey = JWK & { kid: string; alg: SigningAlgorithm };

/** A client as the door knows it: its grant, and the public keys it enrolled (none before enrolment). */
export interface RegisteredClient {
  grant: Grant;
  keys: RegisteredKey[];
}

/** What a client enrols. It takes the place of every key the client had: a new temporary password means the old key is lost. */
export interface Enrolment {
  clientId: string;
  /** base64url SHA-256 of the initial access token. */
  tokenHash: string;
  keys: RegisteredKey[];
  /** Epoch milliseconds; the enrolment is refused when it is not before `grant.enrolment.expiresAt`. */
  at: number;
}

/**
 * - `enrolled`: the keys are stored and the initial access token is spent
 * - `token-spent`: nothing changed; the token was used, replaced or has expired
 * - `key-taken`: nothing changed; one of the keys belongs to another client
 */
export type EnrolmentOutcome = 'enrolled' | 'token-spent' | 'key-taken';

/** Epoch milliseconds at which a credential was used. */
export type CredentialUse =
  | { type: 'client-key'; clientId: string; kid: string; at: number }
  | { type: 'api-key'; credentialId: string; at: number };

/** The grants a gateway holds and the keys its clients enrolled. */
export interface ClientRegistry {
  /** Suspended clients are found too; the caller judges `grant.status`. */
  findByClientId(clientId: string): Promise<RegisteredClient | undefined>;

  /** The client whose unspent initial access token has this hash. Expired ones are found too; the caller judges. */
  findByEnrolmentToken(
    tokenHash: string,
  ): Promise<RegisteredClient | undefined>;

  /**
   * Spends the initial access token and stores the keys, as one conditional write: of any number of concurrent
   * calls with one token exactly one answers `enrolled`. A later Grant that still carries the spent token
   * (same hash) must not revive it.
   */
  enrol(enrolment: Enrolment): Promise<EnrolmentOutcome>;

  /** Best effort and never waited for; the adapter may batch. Must not throw. */
  recordUse(use: CredentialUse): void;
}

/** Remembers what may be seen once. */
export interface ReplayStore {
  /**
   * True when the key was not there (or had expired); atomic.
   * @param key - at most 64 characters `[A-Za-z0-9_:-]`, case-sensitive
   * @param expiresAt - epoch milliseconds after which the key may be forgotten
   */
  insertOnce(key: string, expiresAt: number): Promise<boolean>;
}

/** The secrets behind the DPoP nonces: 32 bytes each. All instances of an issuer share them; rotate daily. */
export interface NonceKeys {
  get(): Promise<{ current: Uint8Array; previous?: Uint8Array }>;
}

/** Where the authorizer finds the issuer's public keys. Answer the same object while the keys are the same. */
export interface TokenKeys {
  jwks(): Promise<JSONWebKeySet>;
}

/** The issuer's signing key. The private key need not be in the process (KMS). */
export interface TokenSigner extends TokenKeys {
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  /** Answers a compact JWS. `header` already holds `alg` and `kid`. */
  sign(header: JWTHeaderParameters, payload: JWTPayload): Promise<string>;
}
