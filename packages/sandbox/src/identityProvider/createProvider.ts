import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';
import { RelyingParty } from '../config';
import { createMemoryAdapter } from './createMemoryAdapter';
import { protocol } from './protocol';

/**
 * A certified OpenID provider whose users are the personas. Keys, sessions and grants live in memory.
 * It sends `groups` with the `profile` scope, in the ID token and at the userinfo endpoint, as the
 * identity providers used in production do.
 */
export function createProvider(
  issuer: string,
  relyingParty: RelyingParty,
): Provider {
  return new Provider(issuer, {
    ...protocol,
    adapter: createMemoryAdapter(),
    clients: [registerClient(relyingParty)],
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    jwks: { keys: [createSigningKey()] },
  });
}

function registerClient(relyingParty: RelyingParty) {
  return {
    client_id: relyingParty.clientId,
    client_secret: relyingParty.clientSecret,
    redirect_uris: [...relyingParty.redirectUris],
    post_logout_redirect_uris: [...relyingParty.postLogoutRedirectUris],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
  };
}

function createSigningKey() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' };
}
