import {
  NotFoundError,
  ServiceUnavailableError,
  stringifyError,
} from '@backstage/errors';
import type { AccountStore, StoredAccount } from '../../accounts/AccountStore';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import { failureSentence } from './importFailure';
import { importRegion } from './importRegion';
import type { ImportTools } from './RegionImport';

/** Imports one API before any sweep. */
export class ApiImporter {
  readonly #accounts: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #tools: ImportTools;

  constructor(options: {
    accountStore: AccountStore;
    drivers: GatewayDrivers;
    tools: ImportTools;
  }) {
    this.#accounts = options.accountStore;
    this.#drivers = options.drivers;
    this.#tools = options.tools;
  }

  /**
   * Imports all stages of an API for somebody who waits. Stages that are gone are removed.
   *
   * @throws NotFoundError when the account is not linked, ServiceUnavailableError when it cannot be read
   */
  async importApi(
    api: { accountLinkId: string; region: string; apiId: string },
    signal: AbortSignal,
  ): Promise<void> {
    const { accountLinkId, region, apiId } = api;
    const [account] = await this.#accounts.listLinked({ ids: [accountLinkId] });
    if (!account?.regions.includes(region)) {
      throw new NotFoundError(
        `The account of API ${apiId} is not linked, or ${region} is not imported from it`,
      );
    }
    try {
      await this.importFrom(account, region, apiId, signal);
    } catch (error) {
      this.#tools.logger.warn(
        `Import of API ${apiId} from ${
          account.alias
        } ${region} failed: ${stringifyError(error)}`,
      );
      // Without its cause, whose text would be told too and may be secret.
      throw new ServiceUnavailableError(failureSentence(error));
    }
    await this.#tools.snapshotStore.touch(account.accountId, region, apiId);
  }

  async importFrom(
    account: StoredAccount,
    region: string,
    apiId: string,
    signal: AbortSignal,
  ): Promise<void> {
    await importRegion(this.#tools, {
      discovery: this.#drivers.of(account).discovery,
      account,
      region,
      apiId,
      priority: 'interactive',
      signal,
      progress: { listed: 0, exported: 0 },
    });
  }
}
