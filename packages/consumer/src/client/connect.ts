import * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import type { Profile } from '../profile/Profile';
import { importPair, type PrivateKey } from './keys';

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** @throws ConsumerProblem unless it is HTTPS, or this machine */
export function parseIssuer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (!url || !isSafe) {
    throw new ConsumerProblem(
      `${text} is not an issuer: it must be an https address.`,
      "Copy the issuer from the subscription's page in the portal.",
    );
  }
  return url;
}

/** Plain HTTP is for a gateway on this machine only. */
export function discoveryOptions(issuer: URL) {
  return {
    algorithm: 'oauth2' as const,
    execute:
      issuer.protocol === 'http:' ? [client.allowInsecureRequests] : undefined,
  };
}

/** A client of the issuer that authenticates and proves possession with the key. */
export async function connect(
  { issuer, clientId }: Pick<Profile, 'issuer' | 'clientId'>,
  key: PrivateKey,
) {
  const url = parseIssuer(issuer);
  const pair = await importPair(key);
  const authentication = client.PrivateKeyJwt({
    key: pair.privateKey,
    kid: key.kid,
  });
  const config = await client.discovery(
    url,
    clientId,
    undefined,
    authentication,
    discoveryOptions(url),
  );
  return { config, DPoP: client.getDPoPHandle(config, pair) };
}
