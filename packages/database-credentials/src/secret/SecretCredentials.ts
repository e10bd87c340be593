import { setTimeout as wait } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ForwardedError, stringifyError } from '@backstage/errors';
import { areSame, type Credentials } from './Credentials';
import type { SecretReader, Stage } from './createSecretReader';
import { isRefused } from './isRefused';

/** How long a value is taken without asking: a user whom the rotation replaced works until the next one. */
const LIFETIME_MS = 5 * 60_000;

/** Together less than what a pool waits for a connection. */
const PAUSES_MS = [0, 250, 500, 1_000, 2_000];

const STAGES: Stage[] = ['AWSCURRENT', 'AWSPENDING'];

/** The credentials in one secret: which work, and how to find those that do when they no longer work. */
export class SecretCredentials {
  readonly #secretArn: string;
  readonly #read: SecretReader;
  readonly #logger: LoggerService;
  readonly #reads = new Map<Stage, Promise<Credentials | undefined>>();
  #known: { credentials: Credentials; at: number } | undefined;

  constructor(options: {
    secretArn: string;
    read: SecretReader;
    logger: LoggerService;
  }) {
    this.#secretArn = options.secretArn;
    this.#read = options.read;
    this.#logger = options.logger;
  }

  /**
   * What worked last, or `AWSCURRENT` when that is some minutes ago.
   *
   * @throws Error that says what to do, when the secret cannot be read and nothing is known from before
   */
  async current(): Promise<Credentials> {
    const known = this.#known;
    if (known && Date.now() - known.at < LIFETIME_MS) {
      return known.credentials;
    }
    try {
      return this.#keep((await this.#readOnce('AWSCURRENT'))!);
    } catch (error) {
      if (!known) {
        throw error;
      }
      this.#warn('Goes on with the credentials known', error);
      return this.#keep(known.credentials);
    }
  }

  /**
   * Opens a connection. When the database refuses the credentials, the secret is read anew, and again for some seconds.
   *
   * @throws what `open` throws for any other reason
   */
  async connect<Connection>(
    open: (credentials: Credentials) => Promise<Connection>,
  ): Promise<Connection> {
    let refusal: Error | undefined;
    for await (const candidate of this.#candidates()) {
      try {
        const connection = await open(candidate);
        this.#keep(candidate);
        return connection;
      } catch (error) {
        if (!isRefused(error)) {
          throw error;
        }
        refusal = error;
      }
    }
    throw this.#explain(refusal);
  }

  async *#candidates() {
    const first = await this.current();
    yield first;
    for (const pause of PAUSES_MS) {
      // Not even a turn of the event loop at first, in which others that were refused would ask by themselves.
      if (pause) {
        await wait(pause);
      }
      for (const candidate of await this.#readAnew()) {
        // Databases may lock an account after a number of failures.
        if (pause || !areSame(candidate, first)) {
          yield candidate;
        }
      }
    }
  }

  async #readAnew(): Promise<Credentials[]> {
    const read = async (stage: Stage) => {
      try {
        return await this.#readOnce(stage);
      } catch (error) {
        this.#warn(`Cannot look whether ${stage} works`, error);
        return undefined;
      }
    };
    const values = await Promise.all(STAGES.map(read));
    return values.filter(value => value !== undefined);
  }

  /** Connections that are refused at the same time ask Secrets Manager once. */
  #readOnce(stage: Stage): Promise<Credentials | undefined> {
    const read =
      this.#reads.get(stage) ??
      this.#read(stage).finally(() => this.#reads.delete(stage));
    this.#reads.set(stage, read);
    return read;
  }

  #keep(credentials: Credentials): Credentials {
    const known = this.#known?.credentials;
    if (known && !areSame(known, credentials)) {
      this.#logger.info(
        `Connects to the database with new credentials of ${this.#secretArn}`,
      );
    }
    this.#known = { credentials, at: Date.now() };
    return credentials;
  }

  #warn(message: string, error: unknown) {
    this.#logger.warn(`${message}: ${stringifyError(error)}`);
  }

  /** Errors of requests reach their callers, who need not know which secret of which account. */
  #explain(refusal: Error | undefined): Error {
    const explain = (secret: string) =>
      `The database refuses AWSCURRENT and AWSPENDING of ${secret}; look whether a rotation of the secret failed, or the password was changed at the database alone`;
    this.#logger.error(explain(this.#secretArn));
    return new ForwardedError(explain('its secret'), refusal);
  }
}
