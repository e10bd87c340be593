import { explain } from '../client/explain';
import { getToken } from '../client/getToken';
import { manageRegistration } from '../client/manageRegistration';
import type { Profile } from '../profile/Profile';
import { readProfile } from '../profile/profileStore';
import type { Terminal } from '../terminal/Terminal';
import { type Command, text } from './Command';

function describe({ issuer, clientId, scope, key, enrolledAt }: Profile) {
  return [
    `issuer     ${issuer}`,
    `client id  ${clientId}`,
    `scope      ${scope}`,
    `key        ${key.kid} (${key.alg}), since ${enrolledAt}`,
  ].join('\n');
}

async function tryToken(profile: Profile, terminal: Terminal): Promise<number> {
  try {
    const { token } = await getToken(profile);
    terminal.write(`token      granted, ${token.expires_in} s\n`);
    terminal.write(await readKeys(profile));
    return 0;
  } catch (error) {
    const { message, nextStep } = explain(error);
    terminal.write(`token      ${message}\n`);
    terminal.say(nextStep);
    return 1;
  }
}

/** The keys as the gateway has them; nothing when it gave no means to ask. */
async function readKeys(profile: Profile): Promise<string> {
  if (!profile.registration) {
    return '';
  }
  const { jwks } = await manageRegistration(profile, profile.key, {
    method: 'GET',
  });
  return jwks.keys
    .map(({ kid, exp }) =>
      exp
        ? `registered ${kid}, until ${new Date(exp * 1000).toISOString()}\n`
        : `registered ${kid}\n`,
    )
    .join('');
}

/** Shows the profile and whether the gateway still gives it a token. */
export const status: Command = {
  name: 'status',
  usage: '[--client-id <id>]',
  summary: 'show the profile and whether the gateway honours its key',
  options: { 'client-id': { type: 'string' } },
  positionals: 0,
  async execute({ options, terminal }) {
    const profile = await readProfile(terminal, text(options, 'client-id'));
    terminal.write(`${describe(profile)}\n`);
    return tryToken(profile, terminal);
  },
};
