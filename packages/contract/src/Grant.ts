import { z } from 'zod';

/** How fast and how much the holder of a grant may call. `quota: null` means no quota. */
export const limitsSchema = z.object({
  /** Steady rate, requests per second. */
  rate: z.number().positive(),
  /** Requests that may arrive at once (token bucket size). */
  burst: z.number().int().positive(),
  quota: z
    .object({
      limit: z.number().int().positive(),
      period: z.enum(['day', 'week', 'month']),
      /** Not one call more may pass; else a gateway counts as well as it can. */
      hard: z.boolean().optional(),
    })
    .nullable(),
});

/** A scope and the calls it allows. `pathPattern` is relative to the API; `*` matches the rest of the path. */
export const scopeRuleSchema = z.object({
  scope: z.string(),
  methods: z.array(z.string()),
  pathPattern: z.string(),
});

/** One API of the product, as the gateway knows it. */
export const grantedApiSchema = z.object({
  /** Identifiers of APIs are unique within an account and region only. */
  region: z.string(),
  apiId: z.string(),
  stage: z.string(),
  /** Invoke URL without a trailing slash; also the RFC 8707 resource and the token's audience. */
  resource: z.string(),
  rules: z.array(scopeRuleSchema),
});

/**
 * The gateway's copy of an active or suspended subscription: everything the door needs, and no secret.
 * All hashes are base64url SHA-256; all times are epoch milliseconds.
 */
export const grantSchema = z.object({
  /** Rises with every change; a gateway ignores a grant older than the one it holds. */
  revision: z.number().int().nonnegative(),
  subscriptionId: z.string(),
  /** OAuth client identifier; one client per subscription, so scope, plan and audience never mix. */
  clientId: z.string(),
  applicationId: z.string(),
  applicationName: z.string(),
  productId: z.string(),
  planId: z.string(),
  status: z.enum(['active', 'suspended']),
  accessProfile: z.enum(['fapi2-cc-dpop']),
  apis: z.array(grantedApiSchema),
  scopes: z.array(z.string()),
  limits: limitsSchema,
  apiKeys: z.array(
    z.object({
      credentialId: z.string(),
      hash: z.string(),
      expiresAt: z.number().nullable(),
      /** The plan by which calls with the key are counted, where it is not the grant's: one is changed for another. */
      planId: z.string().optional(),
      /** That plan's; there with `planId`. */
      limits: limitsSchema.optional(),
    }),
  ),
  /** The initial access token (RFC 7591 section 3) that may enrol a public key, once. */
  enrolment: z
    .object({
      credentialId: z.string(),
      tokenHash: z.string(),
      expiresAt: z.number(),
    })
    .nullable(),
  /** Milliseconds from its registration for which a client key may sign; absent: without an end. */
  clientKeyLifetime: z.number().int().positive().optional(),
  /**
   * Key pairs that the gateway makes for the subscription are made under a key of KMS that no other has; absent: under
   * the gateway's. `arn` is in the gateway's copy only, as the key is made there.
   */
  dedicatedKey: z.object({ arn: z.string().optional() }).optional(),
  /** Tokens issued before this instant are refused: the kill switch. */
  tokensNotBefore: z.number().nullable(),
});

export type Limits = z.infer<typeof limitsSchema>;
export type ScopeRule = z.infer<typeof scopeRuleSchema>;
export type GrantedApi = z.infer<typeof grantedApiSchema>;
export type Grant = z.infer<typeof grantSchema>;
