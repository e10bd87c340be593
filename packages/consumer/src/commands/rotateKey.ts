import { randomUUID } from 'node:crypto';
import { importJWK, type JWK, SignJWT } from 'jose';
import { generateKey, type PrivateKey, toPublicJwk } from '../client/keys';
import { manageRegistration } from '../client/manageRegistration';
import type { Profile } from '../profile/Profile';
import { readProfile, writeProfile } from '../profile/profileStore';
import { type Command, text } from './Command';

/** The key that is registered agrees to the new one (RFC 7523); the new one signs the proof. */
async function signAssertion({ issuer, clientId, key }: Profile) {
  return new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: key.alg, kid: key.kid })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(await importJWK(key as JWK, key.alg));
}

async function replaceKey(
  profile: Profile,
  next: PrivateKey,
  endsAtOnce: boolean,
) {
  await manageRegistration(profile, next, {
    method: 'PUT',
    body: {
      client_id: profile.clientId,
      token_endpoint_auth_method: 'private_key_jwt',
      grant_types: ['client_credentials'],
      jwks: { keys: [toPublicJwk(next)] },
      ...(endsAtOnce && { jwks_overlap: 0 }),
      client_assertion: await signAssertion(profile),
      client_assertion_type:
        'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    },
  });
}

/** Registers a new key in the place of the one that is there (RFC 7592). */
export const rotateKey: Command = {
  name: 'rotate-key',
  usage: '[--end-old-key] [--client-id <id>]',
  summary:
    'make a new key and register it; the old one is good for some days more, unless it is to end',
  options: {
    'end-old-key': { type: 'boolean' },
    'client-id': { type: 'string' },
  },
  positionals: 0,
  async execute({ options, terminal }) {
    const profile = await readProfile(terminal, text(options, 'client-id'));
    const nextKey = profile.nextKey ?? (await generateKey(profile.key.alg));
    // Kept before it is sent: the gateway may have registered it although its answer was lost.
    await writeProfile({ ...profile, nextKey }, terminal);
    await replaceKey(profile, nextKey, options['end-old-key'] === true);
    const enrolledAt = new Date().toISOString();
    const { nextKey: _, ...kept } = profile;
    await writeProfile({ ...kept, key: nextKey, enrolledAt }, terminal);
    terminal.say(`The key is now ${nextKey.kid}.`);
    return 0;
  },
};
