import { readFile } from 'node:fs/promises';
import * as client from 'openid-client';
import { ConsumerProblem } from '../ConsumerProblem';
import { getToken } from '../client/getToken';
import { readProfile } from '../profile/profileStore';
import { apiKey, readSecret } from '../terminal/readSecret';
import type { Terminal } from '../terminal/Terminal';
import { type Command, type Options, text } from './Command';

function parseUrl(url: string): URL {
  if (!URL.canParse(url)) {
    throw new ConsumerProblem(
      `${url} is not a URL.`,
      "Copy the API's address from the portal.",
    );
  }
  return new URL(url);
}

function readHeaders(options: Options): Headers {
  const lines = (options.header ?? []) as string[];
  return new Headers(
    lines.map((line): [string, string] => {
      const [name, ...value] = line.split(':');
      return [name.trim(), value.join(':').trim()];
    }),
  );
}

async function readBody(options: Options): Promise<Uint8Array | undefined> {
  const file = text(options, 'data-file');
  return file === undefined ? undefined : readFile(file);
}

/** openid-client throws a 401; a person at the terminal wants to see the answer all the same. */
async function answerOf(call: Promise<Response>): Promise<Response> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof client.WWWAuthenticateChallengeError) {
      return error.response;
    }
    throw error;
  }
}

const nextSteps: Record<number, string> = {
  401: 'oaf-consumer status tells whether the key is still registered.',
  403: 'Check the API key and what the subscription allows.',
  429: 'The plan allows no more calls now; Retry-After says when it does.',
};

function show(response: Response, terminal: Terminal, all: boolean) {
  terminal.say(`${response.status} ${response.statusText}`.trim());
  const shown = [...response.headers].filter(
    ([name]) => all || name === 'retry-after',
  );
  shown.forEach(([name, value]) => terminal.say(`${name}: ${value}`));
  if (nextSteps[response.status]) {
    terminal.say(nextSteps[response.status]);
  }
}

/** Calls an API: access token, API key and a fresh proof. */
export const call: Command = {
  name: 'call',
  usage:
    '<url> [--method GET] [--header "name: value"]… [--data-file <path>] [--include] [--client-id <id>]',
  summary: 'call an API and print its answer',
  options: {
    method: { type: 'string' },
    header: { type: 'string', multiple: true },
    'data-file': { type: 'string' },
    include: { type: 'boolean' },
    'client-id': { type: 'string' },
  },
  positionals: 1,
  async execute({ options, positionals: [address], terminal }) {
    const url = parseUrl(address);
    const body = await readBody(options);
    const headers = readHeaders(options);
    const method = text(options, 'method') ?? (body ? 'POST' : 'GET');
    const profile = await readProfile(terminal, text(options, 'client-id'));
    headers.set('x-api-key', await readSecret(apiKey, terminal));
    const { config, DPoP, token } = await getToken(profile);
    const response = await answerOf(
      client.fetchProtectedResource(
        config,
        token.access_token,
        url,
        method.toUpperCase(),
        body,
        headers,
        { DPoP },
      ),
    );
    show(response, terminal, options.include === true);
    for await (const chunk of response.body ?? []) {
      terminal.write(chunk);
    }
    return response.ok ? 0 : 1;
  },
};
