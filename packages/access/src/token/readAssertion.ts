import type { AccessRequest } from '../request/AccessRequest';
import * as z from 'zod';
import { decodeJws, type UnverifiedJws } from '../jws/decodeJws';
import { OAuthError } from '../OAuthError';
import type { Form } from '../request/readForm';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What is not in this form is unknown without asking the registry; it also keeps odd bytes away from it. */
export const clientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);

/** The only header members that matter; `jwk`, `jku`, `x5u` and `x5c` are never looked at. */
const headerSchema = z.object({
  typ: z.unknown().optional(),
  kid: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
});

/** A client assertion whose signature is not yet verified. */
export interface UnverifiedAssertion {
  jws: UnverifiedJws;
  claimedClientId: string;
  kid?: string;
}

const assertionTypes: readonly unknown[] = ['jwt', 'client-authentication+jwt'];

/** A JWT that is made for another purpose is no assertion (RFC 8725 section 3.11); many libraries say no type. */
function requireType(typ: unknown) {
  const name = typeof typ === 'string' ? typ.toLowerCase() : typ;
  if (name !== undefined && !assertionTypes.includes(name)) {
    throw new OAuthError(
      'invalid_client',
      'typ of the assertion must be JWT or client-authentication+jwt',
    );
  }
}

/** One text for unknown client, unknown key and bad signature (RFC 6749 section 5.2). */
export function refuseClient(cause?: unknown): OAuthError {
  return new OAuthError('invalid_client', 'Client authentication failed', {
    cause,
  });
}

function requireOnlyAssertion(request: AccessRequest, { fields }: Form) {
  if (
    request.headers.get('Authorization') !== null ||
    fields.has('client_secret')
  ) {
    throw new OAuthError(
      'invalid_request',
      'Authenticate with the client assertion only',
    );
  }
}

/**
 * A client assertion as it came.
 * @param parameters - `client_assertion` and `client_assertion_type` (RFC 7521 section 4.2)
 * @throws OAuthError `invalid_client`
 */
export function parseAssertion(
  parameters: Pick<Map<string, unknown>, 'get'>,
): UnverifiedAssertion {
  const jwt = parameters.get('client_assertion');
  const type = parameters.get('client_assertion_type');
  if (typeof jwt !== 'string' || type !== assertionType) {
    throw new OAuthError(
      'invalid_client',
      'client_assertion or its type is missing',
    );
  }
  try {
    const jws = decodeJws(jwt);
    const { kid, typ } = headerSchema.parse(jws.header);
    requireType(typ);
    return { jws, claimedClientId: clientIdSchema.parse(jws.payload.sub), kid };
  } catch (cause) {
    throw cause instanceof OAuthError ? cause : refuseClient(cause);
  }
}

/** @throws OAuthError `invalid_request`, `invalid_client` */
export function readAssertion(
  request: AccessRequest,
  form: Form,
): UnverifiedAssertion {
  requireOnlyAssertion(request, form);
  const assertion = parseAssertion(form.fields);
  const clientId = form.fields.get('client_id');
  if (clientId !== undefined && clientId !== assertion.claimedClientId) {
    throw refuseClient();
  }
  return assertion;
}
