import type { Provider } from './Provider';

/** A user pool of Amazon Cognito with a domain, without rotation of refresh tokens (ids are made up). */
export const cognito: Provider = {
  metadata: issuer => ({
    authorization_endpoint: `${issuer}/oauth2/authorize`,
    end_session_endpoint: `${issuer}/logout`,
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    revocation_endpoint: `${issuer}/oauth2/revoke`,
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    token_endpoint: `${issuer}/oauth2/token`,
    token_endpoint_auth_methods_supported: [
      'client_secret_basic',
      'client_secret_post',
    ],
    userinfo_endpoint: `${issuer}/oauth2/userInfo`,
  }),
  claims: {
    'cognito:groups': ['team-b', 'developers'],
    'cognito:username': 'bea',
    email: 'bea@oaf.example',
    email_verified: true,
    event_id: '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d',
    name: 'Bea Castellanos',
    origin_jti: '1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f9',
    token_use: 'id',
  },
  // Groups are not here, and what is a boolean in the ID token is text.
  userinfo: {
    email: 'bea@oaf.example',
    email_verified: 'true',
    name: 'Bea Castellanos',
    username: 'bea',
  },
  refusedScopes: ['offline_access'],
  givesRefreshToken: () => true,
  rotatesRefreshTokens: false,
};
