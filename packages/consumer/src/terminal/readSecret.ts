import { ConsumerProblem } from '../ConsumerProblem';
import type { Terminal } from './Terminal';

/** A secret and where it comes from. Never an argument: every user of a machine can read those of all processes. */
export interface Secret {
  title: string;
  variable: string;
}

export const apiKey: Secret = { title: 'API key', variable: 'OAF_API_KEY' };

export const temporaryPassword: Secret = {
  title: 'temporary password',
  variable: 'OAF_TEMPORARY_PASSWORD',
};

/** @throws ConsumerProblem when there is none, or when it cannot be a header's value */
export async function readSecret(
  { title, variable }: Secret,
  terminal: Terminal,
): Promise<string> {
  const value = terminal.environment[variable] || (await terminal.ask(title));
  if (!/^[\x21-\x7e]+$/.test(value)) {
    throw new ConsumerProblem(
      `The ${title} is ${value ? 'not well-formed' : 'missing'}.`,
      `Copy it from the subscription's page in the portal and set ${variable}, or type it when asked.`,
    );
  }
  return value;
}
