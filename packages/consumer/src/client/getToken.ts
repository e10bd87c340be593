import * as client from 'openid-client';
import type { Profile } from '../profile/Profile';
import { connect } from './connect';

/** What a token is wanted for; by default everything the subscription allows. */
export interface TokenOptions {
  scope?: string;
  /** RFC 8707. */
  resource?: string;
}

/** An access token of five minutes, and the connection whose key it is bound to. */
export async function getToken(
  profile: Profile,
  { scope = profile.scope, resource }: TokenOptions = {},
) {
  const connection = await connect(profile, profile.key);
  const { config, DPoP } = connection;
  const parameters = { scope, ...(resource && { resource }) };
  const token = await client.clientCredentialsGrant(config, parameters, {
    DPoP,
  });
  return { ...connection, token };
}
