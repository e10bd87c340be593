import type { AccessRequest } from '../request/AccessRequest';
import * as z from 'zod';
import { OAuthError } from '../OAuthError';
import { readBody } from '../request/readBody';

/** RFC 7591 section 2. What else a client sends is ignored, as the RFC wants. */
export const clientMetadataSchema = z.object({
  token_endpoint_auth_method: z.literal('private_key_jwt').optional(),
  token_endpoint_auth_signing_alg: z.string().optional(),
  // Libraries add refresh_token on their own; the answer says what was registered (RFC 7591 section 3.2.1).
  grant_types: z
    .array(z.string())
    .refine(types => types.includes('client_credentials'))
    .optional(),
  response_types: z.tuple([]).optional(),
  dpop_bound_access_tokens: z.literal(true).optional(),
  // A URL to fetch keys from would be an open door for server-side request forgery.
  jwks_uri: z.undefined().optional(),
  jwks: z.object({
    keys: z.array(z.record(z.string(), z.unknown())).length(1),
  }),
  scope: z.string().optional(),
});

export type ClientMetadata = z.infer<typeof clientMetadataSchema>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new OAuthError('invalid_client_metadata', 'The body is not JSON', {
      cause,
    });
  }
}

/**
 * The body of a registration or of an update of one.
 * @throws OAuthError `invalid_request`, `invalid_client_metadata`
 */
export async function readClientMetadata<Metadata>(
  request: AccessRequest,
  schema: z.ZodType<Metadata>,
): Promise<Metadata> {
  const body = parseJson(await readBody(request, 'application/json'));
  const parsed = schema.safeParse(body);
  if (!parsed.success) {
    const [member = 'the body'] = parsed.error.issues[0].path;
    throw new OAuthError(
      'invalid_client_metadata',
      `${String(member)} is missing or not supported`,
      { cause: parsed.error },
    );
  }
  return parsed.data;
}
