import type {
  LinkedAccount,
  ReadPriority,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { AccountBudgets } from '../budget/AccountBudgets';
import { partitionOf } from '../partitions/partitions';
import { AwsFault, toAwsFault } from './AwsFault';
import {
  isExpired,
  isRetryable,
  isThrottling,
  MAX_RETRIES,
  waitForRetry,
} from './retry';
import { toGatewayError } from './toGatewayError';
import type { Answer, SignedRequest, Transport } from './Transport';

/** Whose API Gateway is read where, for whom. */
export type Reading = {
  account: LinkedAccount;
  region: string;
  priority: ReadPriority;
  signal: AbortSignal;
};

export type Query = Record<string, string | undefined>;

/** Where the sessions of trust roles come from. */
export interface SessionSource {
  /** @throws GatewayError when the role cannot be assumed */
  get(account: LinkedAccount): Promise<AwsCredentialIdentity>;
  /** The session is over before its time: the next one is a new one. */
  refused(account: LinkedAccount, credentials: AwsCredentialIdentity): void;
}

/** Reads API Gateway's control plane within the account's budget. */
export class ControlPlane {
  readonly #transport: Transport;
  readonly #sessions: SessionSource;
  readonly #budgets: AccountBudgets;

  constructor(options: {
    transport: Transport;
    sessions: SessionSource;
    budgets: AccountBudgets;
  }) {
    this.#transport = options.transport;
    this.#sessions = options.sessions;
    this.#budgets = options.budgets;
  }

  /**
   * @param path - percent-encoded
   * @param publish - asks for an exported document as consumers may see it
   * @returns the body of the answer
   * @throws GatewayError, with AWS's error as its cause where there is one; the signal's reason when it is aborted;
   * SyntaxError when what is to be made public is no OpenAPI document
   */
  async get(
    reading: Reading,
    path: string,
    query?: Query,
    publish?: SignedRequest['publish'],
  ): Promise<string> {
    for (let retry = 0; ; retry += 1) {
      try {
        return await this.#getOnce(reading, { path, query, publish });
      } catch (error) {
        if (error instanceof SyntaxError) {
          throw error;
        }
        if (retry === MAX_RETRIES || !isRetryable(error)) {
          throw toGatewayError(error, reading, reading.signal);
        }
        await waitForRetry(retry, error, reading.signal);
      }
    }
  }

  /** As {@link ControlPlane.get}, for answers that are JSON. */
  async getJson<Body>(reading: Reading, path: string, query?: Query) {
    const text = await this.get(reading, path, query);
    try {
      return JSON.parse(text) as Body;
    } catch (error) {
      throw toGatewayError(noJson(path, error), reading, reading.signal);
    }
  }

  async #getOnce(
    reading: Reading,
    {
      query,
      ...asked
    }: Pick<SignedRequest, 'path' | 'publish'> & { query?: Query },
  ) {
    const { account, region, signal } = reading;
    const credentials = await this.#sessions.get(account);
    const { dnsSuffix } = partitionOf(account.partition);
    const place = { service: 'apigateway', region, dnsSuffix, ...asked };
    try {
      return await this.#withinBudget(reading, () =>
        this.#transport.send({
          ...place,
          query: withoutUndefined(query),
          credentials,
          signal,
        }),
      );
    } catch (error) {
      if (isExpired(error)) {
        this.#sessions.refused(account, credentials);
      }
      throw error;
    }
  }

  async #withinBudget(
    { account, region, ...request }: Reading,
    send: () => Promise<Answer>,
  ): Promise<string> {
    const permit = await this.#budgets.acquire(account, region, request);
    let fault: AwsFault | undefined;
    try {
      const answer = await send();
      fault = answer.status < 300 ? undefined : toAwsFault(answer, Date.now());
      if (!fault) {
        return answer.text;
      }
      throw fault;
    } finally {
      permit.settle(
        isThrottling(fault) ? { retryAfterMs: fault.retryAfterMs } : undefined,
      );
    }
  }
}

function withoutUndefined(query: Query = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** A success that is not JSON comes from something in between, such as a proxy. */
function noJson(path: string, cause: unknown): AwsFault {
  const message = `The answer to ${path} is not JSON`;
  return new AwsFault({ status: 502, code: 'MalformedAnswer', message, cause });
}
