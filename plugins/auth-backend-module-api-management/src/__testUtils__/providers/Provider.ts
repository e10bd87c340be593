/** How an identity provider differs from others, as far as sign-in meets it. */
export interface Provider {
  /** Its discovery document, with the address that it stands at. */
  metadata(issuer: string): Record<string, unknown> & { issuer: string };
  /** Claims of the ID token beside those of the protocol. */
  readonly claims: Record<string, unknown>;
  /** What it answers at its userinfo endpoint. */
  readonly userinfo: Record<string, unknown>;
  /** Scopes that it refuses to be asked for. */
  readonly refusedScopes: readonly string[];
  /** Whether it gives a refresh token for these scopes. */
  givesRefreshToken(scopes: readonly string[]): boolean;
  /** Whether a refreshed session comes with another refresh token. */
  readonly rotatesRefreshTokens: boolean;
}
