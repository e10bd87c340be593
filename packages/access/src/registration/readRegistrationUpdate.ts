import type { AccessRequest } from '../request/AccessRequest';
import * as z from 'zod';
import { clientMetadataSchema, readClientMetadata } from './readClientMetadata';
import { defaultOverlap, maxKeys, maxOverlap } from './rotateKeys';

const mustNotBeSent = z.undefined().optional();

/**
 * RFC 7592 section 2.2: the update names the client and takes the place of all metadata. `jwks_overlap` is ours: seconds
 * for which keys that are left out may still sign. The assertion shows that a key the client has agrees to the new one.
 */
const updateSchema = clientMetadataSchema.extend({
  client_id: z.string(),
  jwks: z.object({
    keys: z.array(z.record(z.string(), z.unknown())).min(1).max(maxKeys),
  }),
  jwks_overlap: z.number().int().min(0).max(maxOverlap).default(defaultOverlap),
  client_assertion: z.string().optional(),
  client_assertion_type: z.string().optional(),
  registration_access_token: mustNotBeSent,
  registration_client_uri: mustNotBeSent,
  client_secret_expires_at: mustNotBeSent,
  client_id_issued_at: mustNotBeSent,
});

export type RegistrationUpdate = z.infer<typeof updateSchema>;

/** @throws OAuthError `invalid_request`, `invalid_client_metadata` */
export function readRegistrationUpdate(
  request: AccessRequest,
): Promise<RegistrationUpdate> {
  return readClientMetadata(request, updateSchema);
}
