/** A row of `local_gateway_grants`. PostgreSQL answers bigints as strings, hence the unions. */
export interface GrantRow {
  client_id: string;
  subscription_id: string;
  revision: number | string;
  document: string | null;
  enrolment_token_hash: string | null;
  enrolment_expires_at: number | string | null;
  spent_token_hash: string | null;
  enrolled_at: number | string | null;
  registration_token_hash: string | null;
  failed_token_hash: string | null;
  enrolment_failures: number;
  removed_at: number | string | null;
}

/** A row of `local_gateway_client_keys`. */
export interface ClientKeyRow {
  thumbprint: string;
  client_id: string;
  jwk: string;
  registered_at: number | string;
  registered_by: 'enrolment' | 'rotation';
  replaced_at: number | string | null;
  not_after: number | string | null;
  /** Null when a replica of a version before wrote the row: then that of the grant counts. */
  registration_token_hash: string | null;
}

/** A row of `local_gateway_past_client_keys`: a key that no longer signs. */
export interface PastClientKeyRow {
  id: string;
  subscription_id: string;
  thumbprint: string;
  registered_at: number | string;
  registered_by: 'enrolment' | 'rotation';
  replaced_at: number | string | null;
  ended_at: number | string;
  ended_by:
    | 'replacement'
    | 'expiry'
    | 'revocation'
    | 'unregistration'
    | 'removal';
}

export const GRANTS = 'local_gateway_grants';
export const CLIENT_KEYS = 'local_gateway_client_keys';
export const PAST_CLIENT_KEYS = 'local_gateway_past_client_keys';
