import { createHash } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import {
  accountLinkStates,
  nextState,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  DiscoveredApi,
  GatewayDiscovery,
} from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore, StoredAccount } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { entityName } from './entityName';
import type { GatewayApiStore } from './GatewayApiStore';

/**
 * Reads the APIs of linked accounts into the snapshot. A region that cannot be read keeps its last good snapshot
 * and is shown as stale; it never removes an API.
 */
export class DiscoverySweep {
  readonly #accounts: AccountStore;
  readonly #apis: GatewayApiStore;
  readonly #drivers: GatewayDrivers;
  readonly #logger: LoggerService;
  readonly #defaultOwner: string;

  constructor(options: {
    accounts: AccountStore;
    apis: GatewayApiStore;
    drivers: GatewayDrivers;
    logger: LoggerService;
    defaultOwner: string;
  }) {
    this.#accounts = options.accounts;
    this.#apis = options.apis;
    this.#drivers = options.drivers;
    this.#logger = options.logger;
    this.#defaultOwner = options.defaultOwner;
  }

  async sweepAll(signal: AbortSignal): Promise<void> {
    for (const account of await this.#accounts.listLinked()) {
      await this.sweepAccount(account, signal);
    }
  }

  async sweepAccount(
    account: StoredAccount,
    signal: AbortSignal,
  ): Promise<void> {
    const { discovery } = this.#drivers.of(account);
    const outcomes: boolean[] = [];
    for (const region of account.regions) {
      outcomes.push(
        await this.#sweepRegion(discovery, account, region, signal),
      );
    }
    await this.#moveState(account, outcomes.every(Boolean));
  }

  async #sweepRegion(
    discovery: GatewayDiscovery,
    account: StoredAccount,
    region: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    try {
      const apiCount = await this.#importRegion(
        discovery,
        account,
        region,
        signal,
      );
      await this.#accounts.recordSync(account.id, {
        region,
        apiCount,
        fresh: true,
        syncedAt: Date.now(),
        error: null,
      });
      return true;
    } catch (error) {
      const reason = stringifyError(error);
      this.#logger.warn(
        `Import from ${account.alias} ${region} failed: ${reason}`,
      );
      const status = account.regionStatuses.find(
        known => known.region === region,
      );
      await this.#accounts.recordSync(account.id, {
        region,
        apiCount: status?.apiCount ?? 0,
        fresh: false,
        syncedAt: status?.syncedAt ?? null,
        error: reason,
      });
      return false;
    }
  }

  async #importRegion(
    discovery: GatewayDiscovery,
    account: StoredAccount,
    region: string,
    signal: AbortSignal,
  ): Promise<number> {
    const since = Date.now();
    const known = await this.#apis.fingerprints(account.id, region);
    let count = 0;
    for await (const api of discovery.discover(account, region, { signal })) {
      count += 1;
      if (known.get(`${api.apiId}/${api.stage}`) === api.fingerprint) {
        await this.#apis.touch({ accountLinkId: account.id, ...api });
      } else {
        await this.#importApi(discovery, account, api, signal);
      }
    }
    await this.#apis.removeUnseen(account.id, region, since);
    return count;
  }

  async #importApi(
    discovery: GatewayDiscovery,
    account: StoredAccount,
    api: DiscoveredApi,
    signal: AbortSignal,
  ): Promise<void> {
    const definition = await discovery.exportDefinition(account, api, {
      signal,
    });
    if (!definition) {
      return;
    }
    const { fingerprint, ...described } = api;
    const content = {
      ...described,
      accountLinkId: account.id,
      accountId: account.accountId,
      name: entityName({ accountId: account.accountId, ...api }),
      description: api.description ?? null,
      apiVersion: api.apiVersion ?? null,
      consoleUrl: api.consoleUrl ?? null,
      owner: ownerOf(api.tags.owner, this.#defaultOwner),
      definition,
    };
    const contentHash = createHash('sha256')
      .update(JSON.stringify(content))
      .digest('hex');
    await this.#apis.save({ ...content, fingerprint, contentHash });
  }

  async #moveState(account: StoredAccount, fresh: boolean): Promise<void> {
    const next = nextState(
      accountLinkStates,
      account.state,
      fresh ? 'recover' : 'degrade',
    );
    if (next) {
      await this.#accounts.setState(account.id, next);
    }
  }
}

/** The `owner` tag as an entity reference; a tag that is none must not break the import. */
function ownerOf(tag: string | undefined, defaultOwner: string): string {
  try {
    return tag
      ? stringifyEntityRef(
          parseEntityRef(tag, {
            defaultKind: 'group',
            defaultNamespace: 'default',
          }),
        )
      : defaultOwner;
  } catch {
    return defaultOwner;
  }
}
