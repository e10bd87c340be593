import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { shellWord } from './shellWord';
import { targetOf } from './target';

/** Shell commands that need no program: the command line of `@oaf/consumer` asks for the secrets. */
export interface ConsumerCommands {
  /** Makes the key pair and enrols it; once. */
  enrol: string;
  /** Calls the API. */
  call: string;
}

/**
 * @param command - what starts the command line where the reader is, such as `oaf-consumer`. There is no default: a
 * package that is not published under its name could be registered by anybody, who would be given the passwords.
 */
export function consumerCommands(
  command: string,
  connection: Connection,
  options?: SampleOptions,
): ConsumerCommands {
  const { url } = targetOf(connection, options);
  const { issuer, clientId } = connection;
  return {
    enrol: `${command} enrol --issuer ${shellWord(issuer)}`,
    call: `${command} call ${shellWord(url)} --client-id ${shellWord(
      clientId,
    )}`,
  };
}
