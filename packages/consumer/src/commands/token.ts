import { getToken } from '../client/getToken';
import { readProfile } from '../profile/profileStore';
import { type Command, text } from './Command';

/** Prints an access token, for looking at; it is of no use without the key it is bound to. */
export const token: Command = {
  name: 'token',
  usage: '[--scope <scopes>] [--resource <url>] [--client-id <id>]',
  summary: 'get an access token and print it as JSON',
  options: {
    scope: { type: 'string' },
    resource: { type: 'string' },
    'client-id': { type: 'string' },
  },
  positionals: 0,
  async execute({ options, terminal }) {
    const profile = await readProfile(terminal, text(options, 'client-id'));
    const answer = await getToken(profile, {
      scope: text(options, 'scope'),
      resource: text(options, 'resource'),
    });
    terminal.write(`${JSON.stringify(answer.token, null, 2)}\n`);
    terminal.say(
      `Each call needs a fresh proof by the key ${profile.key.kid}: oaf-consumer call <url>`,
    );
    return 0;
  },
};
