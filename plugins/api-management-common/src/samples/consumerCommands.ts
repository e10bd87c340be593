import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { shellWord } from './shellWord';
import { targetOf } from './target';

/** Shell commands that need no program: the command line `@oaf/consumer` asks for the secrets. */
export interface ConsumerCommands {
  /** Makes the key pair and enrols it; once. */
  enrol: string;
  /** Calls the API. */
  call: string;
}

export function consumerCommands(
  connection: Connection,
  options?: SampleOptions,
): ConsumerCommands {
  const { url } = targetOf(connection, options);
  const { issuer, clientId } = connection;
  return {
    enrol: `npx @oaf/consumer enrol --issuer ${shellWord(issuer)}`,
    call: `npx @oaf/consumer call ${shellWord(url)} --client-id ${shellWord(
      clientId,
    )}`,
  };
}
