import type { Grant } from '@oaf/contract';
import type { JSONWebKeySet, JWK, JWTHeaderParameters, JWTPayload } from 'jose';
import type { SigningAlgorithm } from './algorithms';

/** Epoch milliseconds. */
export type Clock = () => number;

/** A public key of a client. `kid` is its RFC 7638 SHA-256 thumbprint; `alg` is the only algorithm it may be used with. */
export type RegisteredKey = JWK & { kid: string; alg: SigningAlgorithm };

/** A key a client may sign with. */
export interface ClientKey {
  jwk: RegisteredKey;
  /** Epoch milliseconds from which the key is refused, set when it is being replaced; null while it has no end. */
  notAfter: number | null;
  /** Epoch milliseconds from which the key is refused because of its age, where the grant limits that; never stored. */
  expiresAt?: number;
  /**
   * base64url SHA-256 of the registration access token (RFC 7592) that manages the key. The keys of one enrolment, and
   * those that took their place, share it: they are one registration. A client may have several beside each other.
   */
  registrationTokenHash: string;
}

/** A client as the door knows it: its grant, and the keys it enrolled. */
export interface RegisteredClient {
  grant: Grant;
  /** Keys past their `notAfter` may still be here; the caller judges. */
  keys: ClientKey[];
}

/**
 * What a client enrols, beside the keys that it has. A key that it had enrolled before belongs to this registration
 * from then on, without an end.
 */
export interface Enrolment {
  clientId: string;
  /** base64url SHA-256 of the initial access token. */
  tokenHash: string;
  keys: RegisteredKey[];
  registrationTokenHash: string;
  /** Epoch milliseconds; the enrolment is refused when it is not before `grant.enrolment.expiresAt`. */
  at: number;
  /** How many keys the client may have then, those not counted whose `notAfter` is not after `at`. */
  maxKeys: number;
}

/**
 * - `enrolled`: the keys are stored and the initial access token is spent
 * - `too-many-keys`: nothing changed; the client would have more than `maxKeys`
 * - `token-spent`: nothing changed; the token was used, replaced, burned or has expired
 * - `key-taken`: nothing changed; one of the keys belongs to another client
 */
export type EnrolmentOutcome =
  | 'enrolled'
  | 'token-spent'
  | 'key-taken'
  | 'too-many-keys';

/** The keys a client shall have from now on, of all its registrations. */
export interface KeyReplacement {
  clientId: string;
  /** Every key the caller saw: the replacement is refused when the client's keys are others by now, or end otherwise. */
  heldKeys: ClientKey[];
  keys: ClientKey[];
  /** Epoch milliseconds; when the keys that are new were registered. */
  at: number;
}

/**
 * - `replaced`: the client has exactly the new keys
 * - `outdated`: nothing changed; the client is gone or its keys are not those the caller saw. The next look-up is fresh
 * - `key-taken`: nothing changed; one of the keys belongs to another client
 */
export type KeyReplacementOutcome = 'replaced' | 'outdated' | 'key-taken';

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

  /**
   * Counts a failed attempt with an unspent initial access token; the attempt that reaches `limit` spends it.
   * Atomic, counted per token, and without effect when no client has the token.
   */
  countFailedEnrolment(attempt: {
    tokenHash: string;
    limit: number;
  }): Promise<void>;

  /** Key rotation (RFC 7592), as one conditional write. */
  replaceKeys(replacement: KeyReplacement): Promise<KeyReplacementOutcome>;

  /** Forgets the keys of one registration (RFC 7592 section 2.3); others and the grant stay. */
  unregister(registration: {
    clientId: string;
    registrationTokenHash: string;
  }): Promise<void>;

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

/** What is counted together: the calls of an application under a plan, within one period. */
export interface QuotaUse {
  applicationId: string;
  planId: string;
  limit: number;
  /** Epoch milliseconds. */
  start: number;
  /** Epoch milliseconds; the first instant that is counted anew. */
  end: number;
}

/** Counts the calls of plans whose quota is hard. */
export interface Quotas {
  /**
   * Counts one call more, unless as many as `limit` were counted; atomic.
   * @returns false when all are used; nothing is counted then
   */
  take(use: QuotaUse): Promise<boolean>;
}

/** Access tokens that were revoked one by one (RFC 7009). Other instances may learn of one up to 30 s later. */
export interface RevokedTokens {
  /**
   * Safe to repeat.
   * @param tokenId - `jti` of the token: at most 50 characters `[A-Za-z0-9_-]`, case-sensitive
   * @param expiresAt - epoch milliseconds after which it may be forgotten, as the token has expired by then
   */
  revoke(tokenId: string, expiresAt: number): Promise<void>;

  has(tokenId: string): Promise<boolean>;
}

/**
 * A client certificate that the TLS edge proved: it verified the chain and the client's CertificateVerify.
 * The host takes it from its own TLS socket or from an edge it has authenticated; nothing here reads it from a header.
 */
export interface ClientCertificate {
  /** The end-entity certificate, DER. */
  der: Uint8Array;
}

/** For edges that do not check revocation themselves, as API Gateway's mutual TLS. */
export interface RevokedCertificates {
  /** Must reject when it cannot tell, so that an outdated list lets nobody pass. */
  has(certificate: ClientCertificate): Promise<boolean>;
}

/** Whose a key pair is: its private half opens for nobody else. */
export type KeyPairOwner = {
  issuer: string;
  subscriptionId: string;
  /** Of the initial access token. */
  credentialId: string;
};

/** What a key pair is asked for with. */
export interface KeyPairRequest {
  clientId: string;
  owner: KeyPairOwner;
  /** Epoch milliseconds until which it may be handed out. */
  expiresAt: number;
  /** The key of the subscription's own under which it is made; absent: the host's. */
  keyId?: string;
}

/** A key pair that waits to be handed out, or was. */
export interface KeptKeyPair extends KeyPairRequest {
  /** With `alg`. */
  publicJwk: JWK;
  /** The private half as nobody can read it; null once it was handed out. */
  sealedKey: string | null;
  /** Random text that goes with the private half. */
  salt: string | null;
}

/** Makes key pairs for consumers that cannot, and keeps each until it is handed out. */
export interface KeyPairs {
  /** @param tokenHash - base64url SHA-256 of the initial access token that it was asked for with */
  find(tokenHash: string): Promise<KeptKeyPair | undefined>;
  /** Makes one, unless there is one, which is answered then. */
  make(tokenHash: string, request: KeyPairRequest): Promise<KeptKeyPair>;
  /** The private JWK of a pair that waits; the caller must not keep it. */
  open(pair: KeptKeyPair): Promise<JWK>;
  /**
   * Forgets the private half; atomic.
   * @returns true to one of all callers, which hands it out
   */
  take(tokenHash: string): Promise<boolean>;
}

/** The secrets behind the DPoP nonces: 32 bytes each. All instances of an issuer share them; rotate daily. */
export interface NonceKeys {
  get(): Promise<{ current: Uint8Array; previous?: Uint8Array }>;
}

/** Where the authorizer finds the issuer's public keys. Answer the same object while the keys are the same. */
export interface TokenKeys {
  /** @param missingKid - a token names this key, and the keys answered so far lack it: look again, but not too often */
  jwks(missingKid?: string): Promise<JSONWebKeySet>;
}

/** The issuer's signing key. The private key need not be in the process (KMS). */
export interface TokenSigner extends TokenKeys {
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  /** Answers a compact JWS. `header` already holds `alg` and `kid`. */
  sign(header: JWTHeaderParameters, payload: JWTPayload): Promise<string>;
}
