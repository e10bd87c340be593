import * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import { discoveryOptions, parseIssuer } from '../client/connect';
import {
  generateKey,
  importPair,
  type PrivateKey,
  toPublicJwk,
} from '../client/keys';
import type { Profile } from '../profile/Profile';
import { prepareProfiles, writeProfile } from '../profile/profileStore';
import { readSecret, temporaryPassword } from '../terminal/readSecret';
import { type Command, text } from './Command';

const ALGORITHMS = ['ES256', 'PS256', 'Ed25519'];

function readAlgorithm(alg = ALGORITHMS[0]): string {
  if (!ALGORITHMS.includes(alg)) {
    throw new ConsumerProblem(
      `${alg} is not an algorithm of the gateway.`,
      `Use one of ${ALGORITHMS.join(', ')}.`,
    );
  }
  return alg;
}

async function register(
  issuer: URL,
  key: PrivateKey,
  initialAccessToken: string,
): Promise<client.Configuration> {
  const pair = await importPair(key);
  const options = discoveryOptions(issuer);
  const probe = await client.discovery(
    issuer,
    'enrolment',
    undefined,
    client.None(),
    options,
  );
  return client.dynamicClientRegistration(
    issuer,
    {
      token_endpoint_auth_method: 'private_key_jwt',
      token_endpoint_auth_signing_alg: key.alg,
      grant_types: ['client_credentials'],
      jwks: { keys: [toPublicJwk(key)] },
    },
    client.None(),
    {
      ...options,
      initialAccessToken,
      DPoP: client.getDPoPHandle(probe, pair),
    },
  );
}

/** The issuer as it writes itself: assertions must name it to the letter. */
function toProfile(key: PrivateKey, registered: client.Configuration): Profile {
  const metadata = registered.clientMetadata();
  const { registration_client_uri: uri, registration_access_token: token } =
    metadata;
  return {
    issuer: registered.serverMetadata().issuer,
    clientId: metadata.client_id,
    scope: String(metadata.scope ?? ''),
    key,
    enrolledAt: new Date().toISOString(),
    registration:
      uri && token ? { uri: String(uri), accessToken: String(token) } : null,
  };
}

/** Makes the key pair and registers its public half with the temporary password (RFC 7591). */
export const enrol: Command = {
  name: 'enrol',
  usage: '--issuer <issuer> [--alg ES256|PS256|Ed25519]',
  summary: 'make a key pair here and register it with the temporary password',
  options: { issuer: { type: 'string' }, alg: { type: 'string' } },
  positionals: 0,
  async execute({ options, terminal }) {
    const issuer = parseIssuer(text(options, 'issuer') ?? '');
    const alg = readAlgorithm(text(options, 'alg'));
    const password = await readSecret(temporaryPassword, terminal);
    await prepareProfiles(terminal);
    const key = await generateKey(alg);
    const registered = await register(issuer, key, password);
    const profile = toProfile(key, registered);
    const path = await writeProfile(profile, terminal);
    terminal.say(`Enrolled ${profile.clientId} with key ${key.kid}.`);
    terminal.say(`The private key is in ${path}; keep it as a password.`);
    terminal.say('Next: oaf-consumer call <url>');
    return 0;
  },
};
