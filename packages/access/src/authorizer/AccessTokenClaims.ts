import * as z from 'zod';

/** RFC 7800: the token is bound to a DPoP key (RFC 9449) or to a client certificate (RFC 8705). */
const confirmationSchema = z.union([
  z.strictObject({ jkt: z.string() }),
  z.strictObject({ 'x5t#S256': z.string() }),
]);

export const accessTokenClaimsSchema = z.object({
  iss: z.string(),
  sub: z.string(),
  client_id: z.string(),
  aud: z.union([z.string(), z.array(z.string())]),
  jti: z.string(),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  scope: z.string(),
  cnf: confirmationSchema,
  ext: z.object({ akh: z.array(z.string()), client_kid: z.string() }),
});

export type Confirmation = z.infer<typeof confirmationSchema>;

/** Claims of an access token that the issuer signed. Times are epoch seconds. */
export type AccessTokenClaims = z.infer<typeof accessTokenClaimsSchema>;
