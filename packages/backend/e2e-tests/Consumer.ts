import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { codeSamples } from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiManagementClient,
  Connection,
} from '@oaf/backstage-plugin-api-management-common';
import { eventually } from '../src/__testUtils__/eventually';
import { runSample } from '../src/__testUtils__/runSample';
import { revealSecret } from '../src/__testUtils__/story';
import { workDirectory } from './environment';

const [sample] = codeSamples.filter(({ id }) => id === 'node');
const directory = join(workDirectory, 'consumer');

/** A developer with an active subscription, and the program that calls. */
export class Consumer {
  readonly #api: ApiManagementClient;
  readonly #subscriptionId: string;
  readonly #connection: Connection;
  readonly #apiKey: string;

  private constructor(
    api: ApiManagementClient,
    its: { subscriptionId: string; connection: Connection; apiKey: string },
  ) {
    this.#api = api;
    this.#subscriptionId = its.subscriptionId;
    this.#connection = its.connection;
    this.#apiKey = its.apiKey;
  }

  static async create(api: ApiManagementClient, subscriptionId: string) {
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory);
    const path = { subscriptionId };
    const [connection] = (await api.listConnections({ path })).items;
    const apiKey = await revealSecret(api, subscriptionId, 'api-key');
    return new Consumer(api, { subscriptionId, connection, apiKey });
  }

  /** The same one, signed in anew. */
  signedIn(api: ApiManagementClient) {
    return new Consumer(api, {
      subscriptionId: this.#subscriptionId,
      connection: this.#connection,
      apiKey: this.#apiKey,
    });
  }

  /** Enrols the program's key, calls once, and leaves another API key that nobody has seen. */
  async enrolAndCall() {
    await this.call(
      await revealSecret(
        this.#api,
        this.#subscriptionId,
        'initial-access-token',
      ),
    );
    await this.#api.issueCredential({
      path: { subscriptionId: this.#subscriptionId },
      body: { type: 'api-key' },
    });
  }

  async call(temporaryPassword?: string) {
    const secrets = { apiKey: this.#apiKey, temporaryPassword };
    const answer = await runSample(
      directory,
      sample,
      this.#connection,
      secrets,
    );
    if (!/\b200\b[^]*iban/.test(answer)) {
      throw new Error(`The API answered ${answer}`);
    }
  }

  revealWaiting() {
    return revealSecret(this.#api, this.#subscriptionId, 'api-key');
  }

  /** The bill, once it has this total. */
  bill(total: string) {
    return eventually(async () => {
      const { items } = await this.#api.listBills({
        query: { subscriptionId: this.#subscriptionId },
      });
      return items.find(bill => bill.total === total);
    });
  }
}
