import type { AuditorService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  accountManagePermission,
  accountReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  AccountLink,
  AccountLinkPage,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import { audited } from '../audit/audited';
import type { PageRequest } from '../database/page';
import { isoTime } from '../database/time';
import type { DiscoverySweep } from '../discovery/DiscoverySweep';
import type { AccountStore, StoredAccount } from './AccountStore';
import type { GatewayDrivers } from './GatewayDrivers';

export class AccountService {
  readonly #store: AccountStore;
  readonly #drivers: GatewayDrivers;
  readonly #sweep: DiscoverySweep;
  readonly #access: AccessControl;
  readonly #auditor: AuditorService;

  constructor(options: {
    store: AccountStore;
    drivers: GatewayDrivers;
    sweep: DiscoverySweep;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#store = options.store;
    this.#drivers = options.drivers;
    this.#sweep = options.sweep;
    this.#access = options.access;
    this.#auditor = options.auditor;
  }

  /** Links the accounts that drivers run themselves, such as the embedded gateway. */
  async linkBuiltInAccounts(): Promise<void> {
    for (const driver of this.#drivers.all()) {
      for (const account of driver.builtInAccounts()) {
        await this.#store.ensureLinked(account, 'verified');
      }
    }
  }

  async list(caller: Caller, page: PageRequest): Promise<AccountLinkPage> {
    await this.#access.require(caller, accountReadPermission);
    const { items, totalItems } = await this.#store.list(page);
    return { items: items.map(toAccountLink), totalItems };
  }

  async get(caller: Caller, id: string): Promise<AccountLink> {
    await this.#access.require(caller, accountReadPermission);
    return toAccountLink(await this.#find(id));
  }

  async sync(
    caller: Caller,
    id: string,
    signal: AbortSignal,
  ): Promise<AccountLink> {
    await this.#access.require(caller, accountManagePermission);
    const account = await this.#find(id);
    await audited(
      this.#auditor,
      { eventId: 'account-sync', caller, meta: { accountLinkId: id } },
      () => this.#sweep.sweepAccount(account, signal),
    );
    return toAccountLink(await this.#find(id));
  }

  async #find(id: string): Promise<StoredAccount> {
    const account = await this.#store.find(id);
    if (!account) {
      throw new NotFoundError(`There is no account link ${id}`);
    }
    return account;
  }
}

function toAccountLink(account: StoredAccount): AccountLink {
  const times = account.regionStatuses.map(({ syncedAt }) => syncedAt);
  const complete = times.length > 0 && times.every(time => time !== null);
  return {
    id: account.id,
    driver: account.driver,
    accountId: account.accountId,
    partition: account.partition,
    alias: account.alias,
    state: account.state,
    builtIn: !account.trust,
    availableRegions: account.regions,
    version: account.version,
    regions: account.regionStatuses.map(region => ({
      region: region.region,
      apiCount: region.apiCount,
      fresh: region.fresh,
      syncedAt: isoTime(region.syncedAt),
      error: region.error ?? undefined,
    })),
    apiCount: account.regionStatuses.reduce(
      (sum, region) => sum + region.apiCount,
      0,
    ),
    syncedAt: complete ? isoTime(Math.min(...(times as number[]))) : undefined,
    createdAt: isoTime(account.createdAt),
    updatedAt: isoTime(account.updatedAt),
  };
}
