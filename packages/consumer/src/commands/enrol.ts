import type { ClientMetadata, Configuration } from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import { parseIssuer } from '../client/connect';
import { fetchKey } from '../client/fetchKey';
import { generateKey, type PrivateKey } from '../client/keys';
import { discover, registerKey } from '../client/registerKey';
import type { Profile } from '../profile/Profile';
import { prepareProfiles, writeProfile } from '../profile/profileStore';
import { readSecret, temporaryPassword } from '../terminal/readSecret';
import { type Command, type Options, text } from './Command';

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

/** The issuer as it writes itself: assertions must name it to the letter. */
function toProfile(
  issuer: string,
  key: PrivateKey,
  registered: ClientMetadata,
): Profile {
  const { registration_client_uri: uri, registration_access_token: token } =
    registered;
  return {
    issuer,
    clientId: registered.client_id,
    scope: String(registered.scope ?? ''),
    key,
    enrolledAt: new Date().toISOString(),
    registration:
      uri && token ? { uri: String(uri), accessToken: String(token) } : null,
  };
}

async function obtainKey(
  config: Configuration,
  options: Options,
  password: string,
) {
  if (options['key-from-gateway'] === true) {
    return fetchKey(config.serverMetadata(), password);
  }
  const key = await generateKey(readAlgorithm(text(options, 'alg')));
  return { key, registered: await registerKey(config, key, password) };
}

/** Makes the key pair and registers its public half with the temporary password (RFC 7591). */
export const enrol: Command = {
  name: 'enrol',
  usage: '--issuer <issuer> [--alg ES256|PS256|Ed25519 | --key-from-gateway]',
  summary:
    'make a key pair here (or have the gateway make it) and register it with the temporary password',
  options: {
    issuer: { type: 'string' },
    alg: { type: 'string' },
    'key-from-gateway': { type: 'boolean' },
  },
  positionals: 0,
  async execute({ options, terminal }) {
    const issuer = parseIssuer(text(options, 'issuer') ?? '');
    readAlgorithm(text(options, 'alg'));
    const password = await readSecret(temporaryPassword, terminal);
    await prepareProfiles(terminal);
    const config = await discover(issuer);
    const { key, registered } = await obtainKey(config, options, password);
    const profile = toProfile(config.serverMetadata().issuer, key, registered);
    const path = await writeProfile(profile, terminal);
    terminal.say(`Enrolled ${profile.clientId} with key ${key.kid}.`);
    terminal.say(`The private key is in ${path}; keep it as a password.`);
    terminal.say('Next: oaf-consumer call <url>');
    return 0;
  },
};
