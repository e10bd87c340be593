import { z } from 'zod';

const privateKeySchema = z.looseObject({
  kty: z.string(),
  alg: z.string(),
  kid: z.string(),
});

/** What a subscription needs to call its APIs: one file per subscription, readable by its owner only. */
export const profileSchema = z.object({
  issuer: z.url(),
  clientId: z.string().regex(/^[A-Za-z0-9_-]{1,128}$/),
  scope: z.string(),
  /** Private JWK with `alg` and, as `kid`, its RFC 7638 thumbprint. */
  key: privateKeySchema,
  /** A key that is to take the place of `key`, while it is not known whether the gateway has it. */
  nextKey: privateKeySchema.optional(),
  /** ISO 8601; when `key` was registered. */
  enrolledAt: z.string(),
  /** RFC 7592; null when the gateway gave none. */
  registration: z.object({ uri: z.url(), accessToken: z.string() }).nullable(),
});

export type Profile = z.infer<typeof profileSchema>;
